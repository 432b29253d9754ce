// SPDX-License-Identifier: Apache-2.0
// Makes the configured sources.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/source/source.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::source {

/// All that the sources need to know; filled by the caller from config, pip and apt.
struct Settings {
    std::optional<NamedUrl> redist_url;
    std::vector<NamedUrl> wheel_indexes;
    std::vector<NamedUrl> find_links;
    std::optional<std::string> wheel_ca_bundle;
    std::optional<Url> wheel_proxy;
    std::optional<std::string> wheel_fault;  ///< why wheels cannot be looked for
    std::vector<NamedUrl> debian_bases;
    std::optional<Url> debian_proxy;
    std::optional<std::string> debian_fault;  ///< why packages cannot be fetched
    std::vector<std::string> plain_http_hosts;
};

std::unique_ptr<Source> make_source(SourceName name, const Settings& settings);

}  // namespace cudaenv::source
