// SPDX-License-Identifier: Apache-2.0
// apt's two formats of source lists (sources.list(5)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::config {

/// One enabled binary source.
struct AptEntry {
    std::vector<std::string> uris;
    std::vector<std::string> suites;
    std::vector<std::string> components;
    std::string signed_by;  ///< empty: not restricted
};

/// Lines of a .list file: "deb [option=value …] URI suite component…". Other lines are skipped.
std::vector<AptEntry> parse_one_line_sources(std::string_view text);
/// Stanzas of a .sources file. Those without "deb" among the types or with "Enabled: no" are
/// skipped.
std::vector<AptEntry> parse_deb822_sources(std::string_view text);

}  // namespace cudaenv::config
