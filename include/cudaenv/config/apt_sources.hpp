// SPDX-License-Identifier: Apache-2.0
// The Debian mirrors that this machine's apt is configured with.
#pragma once

#include <cudaenv/base/url.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::config {

struct AptConfig {
    /// Base URLs (the part before /pool/ and /dists/), in order, each once; http, https and file
    /// only. Security and other trees that have no common pool are left out, as are non-Debian
    /// archives.
    /// Each with the file it stands in.
    std::vector<NamedUrl> debian_bases;
    std::optional<Url> http_proxy;     ///< Acquire::http::Proxy
    std::optional<std::string> fault;  ///< why the proxy is none, for messages
};

/// Reads etc/apt/sources.list, sources.list.d/*.list and *.sources below `system_root`, and
/// apt.conf/apt.conf.d for the proxy. Unreadable or malformed entries are skipped, as apt's own
/// tools would report them. A machine whose os-release is not Debian-like gives no bases.
AptConfig load_apt_config(const std::filesystem::path& system_root);

}  // namespace cudaenv::config
