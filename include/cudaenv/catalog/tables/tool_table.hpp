// SPDX-License-Identifier: Apache-2.0
// The programs of each component (manifests/tables/tools.yaml).
#pragma once

#include <cudaenv/catalog/tables/citations.hpp>

#include <set>
#include <string>
#include <vector>

namespace cudaenv::formats {
class Document;
}

namespace cudaenv::catalog {

inline constexpr const char* kToolTable = "tables/tools.yaml";

/// The programs that a component puts into the bin of a prefix.
struct ToolRow {
    std::string component;           ///< "cuda_nvcc"
    std::vector<std::string> tools;  ///< "nvcc", "ptxas": ascending, in no other row
    std::vector<std::string> sources;
};
/// NVIDIA's tools: only they get shims, so that no archive can put itself in the place of a
/// system's program.
struct ToolTable {
    Citations citations;
    std::vector<ToolRow> rows;  ///< ascending by component
    /// Those of every component.
    [[nodiscard]] std::set<std::string> names() const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
ToolTable read_tool_table(const formats::Document& document);

}  // namespace cudaenv::catalog
