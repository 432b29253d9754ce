// SPDX-License-Identifier: Apache-2.0
// Makes the configured sources.
#pragma once

#include <cudaenv/source/source.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::source {

/// All that the sources need to know; filled by the caller from config, pip and apt.
struct Settings {
    std::string redist_url;
    std::vector<std::string> wheel_indexes;
    std::vector<std::string> find_links;
    std::optional<std::string> wheel_ca_bundle;
    std::optional<std::string> wheel_proxy;
    std::vector<std::string> debian_bases;
    std::optional<std::string> debian_proxy;
    std::vector<std::string> plain_http_hosts;
};

/// nullptr for a name that is no source of this program.
std::unique_ptr<Source> make_source(const std::string& name, const Settings& settings);
/// Names make_source knows.
std::vector<std::string> known_sources();

}  // namespace cudaenv::source
