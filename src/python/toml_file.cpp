// SPDX-License-Identifier: Apache-2.0
// TOML files, with failures that name file and line.
#include "python/toml_file.hpp"

#include "python/dotted_keys.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::python {

namespace {

/// Lock files of big workspaces have some megabytes. What is parsed takes 20 times as much.
constexpr std::uint64_t kLargestFile = 16U << 20U;

Error malformed(const Place& place, std::string_view reason) {
    return {ErrorKind::usage,
            fmt::format("{}: {}", place.text(), without_addresses(reason)),
            "the file has to be TOML, as pyproject.toml and uv.lock are"};
}

}  // namespace

toml::table load_toml(const fs::path& file) {
    const auto text = read_file_text(file, kLargestFile);
    if (const auto fault = find_key_fault(text))
        throw malformed({file, fault->line}, fault->reason);
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        throw malformed({file, error.source().begin.line}, error.description());
    }
}

Place place_of(const toml::node& node, const fs::path& file) {
    return {file, node.source().begin.line};
}

std::vector<TomlEntry> entries_of(const toml::table* table) {
    std::vector<TomlEntry> entries;
    if (table == nullptr) return entries;
    for (const auto& [key, value] : *table) entries.push_back({std::string(key.str()), &value});
    std::stable_sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) {
        const auto position = [](const TomlEntry& entry) {
            const auto& begin = entry.value->source().begin;
            return std::pair(begin.line, begin.column);
        };
        return position(left) < position(right);
    });
    return entries;
}

std::vector<std::string> texts_of(const toml::array* array) {
    std::vector<std::string> texts;
    if (array == nullptr) return texts;
    for (const auto& each : *array) {
        if (const auto* text = each.as_string()) texts.push_back(text->get());
    }
    return texts;
}

std::string text_at(const toml::table& table, std::string_view key) {
    const auto* node = table.get(key);
    const auto* text = node == nullptr ? nullptr : node->as_string();
    return text == nullptr ? std::string() : text->get();
}

const toml::table* find_table(const toml::table& table, std::string_view key) {
    const auto* node = table.get(key);
    return node == nullptr ? nullptr : node->as_table();
}

const toml::array* find_array(const toml::table& table, std::string_view key) {
    const auto* node = table.get(key);
    return node == nullptr ? nullptr : node->as_array();
}

}  // namespace cudaenv::python
