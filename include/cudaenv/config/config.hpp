// SPDX-License-Identifier: Apache-2.0
// config.yaml and its environment variables (CUDAENV_<KEY>, upper case), which win over the file.
#pragma once

#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::config {

/// Where NVIDIA serves its archives, for the key `name`.
NamedUrl nvidia_server(const std::string& name);

/// What an environment gets of cuDNN when nobody says. automatic: the one that goes with its
/// toolkit.
enum class DefaultCudnn { automatic, none };

/// Without `library_path` and `safe_directories`, which are checked here and read where shims obey
/// them (activation/library_path.hpp, selection/foreign.hpp).
struct Config {
    /// Names of sources in the order they are tried (CUDAENV_SOURCES: comma- or blank-separated).
    std::vector<SourceName> sources = source_names();
    /// Each address with the key or variable that says it.
    NamedUrl redist_url = nvidia_server("redist_url");
    std::optional<NamedUrl> wheel_index_url;  ///< else pip's own configuration
    std::optional<NamedUrl> debian_url;       ///< else apt's own configuration
    CompilerWish host_compiler;
    DefaultCudnn default_cudnn = DefaultCudnn::automatic;
    Profile profile = Profile::standard;
    bool keep_downloads = false;
    unsigned jobs = 0;  ///< archives worked on at once; 0 = chosen by the number of cores
    /// Hosts named above by the user over plain http: the only non-loopback hosts where http is
    /// allowed.
    std::vector<std::string> plain_http_hosts;
};

/// Throws Error(usage) with file and line for unknown keys, malformed YAML and values out of range,
/// and naming the variable for a bad CUDAENV_<KEY>; nothing that may be an address is quoted. An
/// absent file gives the defaults.
Config load_config(const std::filesystem::path& file, const Environment& environment);

}  // namespace cudaenv::config
