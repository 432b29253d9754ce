// SPDX-License-Identifier: Apache-2.0
// The parts of a condition on versions: PEP 440, and Poetry's carets and tildes.
#pragma once

#include <string_view>
#include <vector>

namespace cudaenv::formats {

/// One condition, cut into its parts as they are written; whether it says anything is the reader's
/// to judge. All are views of the text that was read.
struct VersionClause {
    std::string_view text;     ///< all of it
    std::string_view op;       ///< "=="; empty where none stands
    std::string_view version;  ///< without ".*"
    bool is_prefix = false;    ///< ended in ".*"
};

/// Of ">=2.4,<3": two. Empty ones are passed over: PEP 440 allows a final comma.
std::vector<VersionClause> split_version_clauses(std::string_view text);

}  // namespace cudaenv::formats
