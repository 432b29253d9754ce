// SPDX-License-Identifier: Apache-2.0
// Cuts Python's version conditions into clauses, and these into operator and version.
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/version_clause.hpp>

#include <algorithm>
#include <array>

namespace cudaenv::formats {

namespace {

constexpr std::array<std::string_view, 10> kOperators{
    "===", "==", "~=", "!=", ">=", "<=", ">", "<", "^", "~"};
constexpr std::string_view kWildcard = ".*";

VersionClause split_clause(std::string_view text) {
    VersionClause clause{text, {}, text, false};
    const auto* const op = std::find_if(
        kOperators.begin(), kOperators.end(), [&](auto each) { return text.starts_with(each); });
    if (op != kOperators.end()) {
        clause.op = *op;
        clause.version = trim(text.substr(op->size()));
    }
    clause.is_prefix = clause.version.ends_with(kWildcard);
    if (clause.is_prefix) clause.version.remove_suffix(kWildcard.size());
    return clause;
}

}  // namespace

std::vector<VersionClause> split_version_clauses(std::string_view text) {
    std::vector<VersionClause> clauses;
    for (const std::string_view piece : split(text, ',')) {
        const std::string_view clause = trim(piece);
        if (!clause.empty()) clauses.push_back(split_clause(clause));
    }
    return clauses;
}

}  // namespace cudaenv::formats
