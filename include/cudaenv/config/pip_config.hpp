// SPDX-License-Identifier: Apache-2.0
// Where this machine's pip gets its packages: environment, pip.conf files, else the default that
// the installed pip carries. Read as text; neither pip nor Python is run.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::config {

struct PipConfig {
    /// Base URLs of simple indexes, in order; empty with no_index. Each with the file or variable
    /// that says it, as all addresses here.
    std::vector<NamedUrl> indexes;
    std::vector<NamedUrl> find_links;      ///< directories, files or pages
    std::optional<std::string> ca_bundle;  ///< PEM file or directory ("cert")
    std::optional<Url> proxy;
    std::vector<std::string> trusted_hosts;
    /// The first address among the indexes, and among the rest, that is none: for messages.
    /// Nothing that needs it is to be asked then.
    std::optional<std::string> index_fault;
    std::optional<std::string> fault;
};

/// Reads one member of a zip archive (a bundled pip wheel); nullopt when it cannot.
using ZipReader = std::function<std::optional<std::string>(const std::filesystem::path& zip,
                                                           const std::string& member)>;

/// Order: PIP_* variables, [download] and then [global] of the pip.conf files (as in pip, a section
/// beats a file of higher rank), then the constant in an installed pip or a bundled pip wheel,
/// looked for in the prefix of the `python3` on PATH (a pyenv-style shim stands for the versions
/// beside it) and below /usr. Nothing found: no indexes and an empty origin. `system_root` is "/"
/// outside tests.
PipConfig load_pip_config(const Environment& environment,
                          const std::filesystem::path& system_root,
                          const ZipReader& read_zip);

}  // namespace cudaenv::config
