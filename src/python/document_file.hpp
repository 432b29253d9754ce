// SPDX-License-Identifier: Apache-2.0
// JSON and YAML files of Python projects, with failures that name file and line.
#pragma once

#include "python/needs.hpp"

#include <cudaenv/formats/value.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace cudaenv::python {

/// Throws Error(usage) naming the file, and the place where it can be told, when it is no JSON;
/// Error(io) when it cannot be read.
formats::Document load_json(const fs::path& file);
/// The same of the first document of a YAML file; nullopt when it has none.
std::optional<formats::Document> load_yaml(const fs::path& file);

/// What is at `key`, where it is a map.
std::optional<formats::Value> find_map(const formats::Value& map, std::string_view key);

/// A key and its value, in the order of the text.
struct NodeEntry {
    const std::string* key;
    const formats::Node* value;
};
/// Of a map whose keys are texts; what is none has none.
std::vector<NodeEntry> entries_of(const formats::Node& map);
/// The value of `key`; nullptr where there is none, or `map` is none.
const formats::Node* find_node(const formats::Node& map, std::string_view key);

}  // namespace cudaenv::python
