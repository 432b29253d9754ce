// SPDX-License-Identifier: Apache-2.0
// JSON and YAML files of Python projects.
#include "python/document_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace cudaenv::python {

namespace {

/// As of TOML files: lock files of big workspaces have some megabytes.
constexpr std::uint64_t kLargestFile = 16U << 20U;
constexpr std::size_t kMostValues = 1'000'000;
constexpr std::size_t kDeepest = 32;

}  // namespace

formats::Document load_json(const fs::path& file) {
    auto read = formats::read_json(
        read_file_text(file, kLargestFile), file.string(), {kLargestFile, kDeepest, kMostValues});
    if (const auto* fault = std::get_if<formats::JsonFault>(&read)) {
        throw Error(
            ErrorKind::usage,
            fmt::format("{} is no JSON that can be read: {}", file.string(), fault->reason));
    }
    return std::get<formats::Document>(std::move(read));
}

std::optional<formats::Document> load_yaml(const fs::path& file) {
    auto read =
        formats::read_first_yaml(read_file_text(file, kLargestFile), file.string(), kDeepest);
    if (const auto* fault = std::get_if<formats::YamlFault>(&read)) {
        throw Error(
            ErrorKind::usage,
            fmt::format(
                "{}: {}", Place{file, fault->line}.text(), without_addresses(fault->reason)));
    }
    return std::get<std::optional<formats::Document>>(std::move(read));
}

std::optional<formats::Value> find_map(const formats::Value& map, std::string_view key) {
    auto value = map.is_map() ? map.find(key) : std::nullopt;
    return value && value->is_map() ? value : std::nullopt;
}

std::vector<NodeEntry> entries_of(const formats::Node& map) {
    std::vector<NodeEntry> entries;
    if (map.kind != formats::Node::Kind::map) return entries;
    for (std::size_t i = 0; i + 1 < map.items.size(); i += 2) {
        if (map.items[i].kind == formats::Node::Kind::text)
            entries.push_back({&map.items[i].text, &map.items[i + 1]});
    }
    return entries;
}

const formats::Node* find_node(const formats::Node& map, std::string_view key) {
    for (const auto& [name, value] : entries_of(map)) {
        if (*name == key) return value;
    }
    return nullptr;
}

}  // namespace cudaenv::python
