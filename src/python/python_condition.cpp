// SPDX-License-Identifier: Apache-2.0
// Spells conditions on the Python as markers.
#include "python/python_condition.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/version_clause.hpp>
#include <cudaenv/formats/version_specifier.hpp>

#include <fmt/format.h>

#include <vector>

namespace cudaenv::python {

namespace {

/// "python_full_version >= '3.9'" of ">=3.9", "== '3.11.*'" of "3.11".
std::string clause_marker(const formats::VersionClause& clause) {
    if (clause.op.empty()) return fmt::format("python_full_version == '{}.*'", clause.version);
    return fmt::format(
        "python_full_version {} '{}{}'", clause.op, clause.version, clause.is_prefix ? ".*" : "");
}

}  // namespace

std::string python_marker(std::string_view condition) {
    if (trim(condition).empty() || trim(condition) == "*") return {};
    try {
        const auto spec = formats::parse_version_specifier(condition).release;
        std::vector<std::string> markers;
        for (const auto& clause : formats::split_version_clauses(spec.text()))
            markers.push_back(clause_marker(clause));
        return join(markers, " and ");
    } catch (const Error&) {
        return {};
    }
}

std::string both_markers(const std::string& left, const std::string& right) {
    if (left.empty() || right.empty()) return left + right;
    return fmt::format("({}) and ({})", left, right);
}

}  // namespace cudaenv::python
