// SPDX-License-Identifier: Apache-2.0
// config.yaml and its environment variables (CUDAENV_<KEY>, upper case), which win over the file.
#pragma once

#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::config {

enum class LibraryPath { automatic, always, never };

struct Config {
    /// Names of sources in the order they are tried (CUDAENV_SOURCES: comma- or blank-separated).
    std::vector<std::string> sources{"redist", "runfile", "debian", "wheels"};
    std::string redist_url = "https://developer.download.nvidia.com/compute";
    std::string runfile_url = "https://developer.download.nvidia.com/compute";
    std::optional<std::string> wheel_index_url;  ///< else pip's own configuration
    std::optional<std::string> debian_url;       ///< else apt's own configuration
    std::optional<std::string> mirror_url;
    LibraryPath library_path = LibraryPath::automatic;
    std::string host_compiler = "auto";  ///< "auto", "system", "gcc-N"
    std::string default_cudnn = "auto";  ///< "auto", "none"
    std::string profile = "default";     ///< "minimal", "default", "full"
    bool keep_downloads = false;
    /// Directories whose pins are followed whoever owns them: "/a", "/a/*", "*"
    /// (CUDAENV_SAFE_DIRECTORIES: separated by colons; selection/foreign.hpp obeys it).
    std::vector<std::string> safe_directories;
    unsigned jobs = 0;  ///< archives worked on at once; 0 = chosen by the number of cores
    /// Hosts named above by the user over plain http: the only non-loopback hosts where http is
    /// allowed.
    std::vector<std::string> plain_http_hosts;
};

/// Throws Error(usage) with file and line for unknown keys, malformed YAML and values out of range,
/// and naming the variable for a bad CUDAENV_<KEY>. An absent file gives the defaults.
Config load_config(const std::filesystem::path& file, const Environment& environment);

}  // namespace cudaenv::config
