// SPDX-License-Identifier: Apache-2.0
// What the texts of all compatibility tables have in common.
#include "catalog/table_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/spec.hpp>

namespace cudaenv::catalog {

Citations take_citations(YamlMap& map) {
    YamlMap entries(map.require("citations"));
    Citations citations;
    for (const auto& [key, value] : entries.take_rest()) citations[key] = value.text();
    return citations;
}

std::vector<std::string> take_sources(YamlMap& row, const Citations& citations) {
    const YamlValue value = row.require("sources");
    std::vector<std::string> sources = value.texts();
    if (sources.empty()) value.fail("a row without sources");
    for (const std::string& source : sources) {
        if (!citations.contains(source))
            value.fail(fmt::format("no citation explains \"{}\"", source));
    }
    return sources;
}

std::optional<Version> take_version(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = map.find(key);
    if (!value) return std::nullopt;
    return value->version();
}

std::string take_text(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = map.find(key);
    return value ? value->text() : std::string();
}

std::vector<Version> take_versions(YamlMap& map, const std::string& key) {
    std::vector<Version> versions;
    const std::optional<YamlValue> value = map.find(key);
    if (!value) return versions;
    for (const YamlValue& item : value->list()) versions.push_back(item.version());
    return versions;
}

std::vector<unsigned> take_numbers(YamlMap& map, const std::string& key) {
    std::vector<unsigned> numbers;
    const std::optional<YamlValue> value = map.find(key);
    if (!value) return numbers;
    for (const YamlValue& item : value->list()) numbers.push_back(item.number());
    return numbers;
}

std::vector<std::string> take_texts(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = map.find(key);
    return value ? value->texts() : std::vector<std::string>();
}

bool take_flag(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = map.find(key);
    return value && value->flag();
}

std::string take_range(YamlMap& map, const std::string& key) {
    const YamlValue value = map.require(key);
    std::string text = value.text();
    if (text.find_first_of("<>=!") != 0) value.fail(fmt::format("\"{}\" is no range", text));
    try {
        static_cast<void>(parse_spec(text));
    } catch (const Error& error) {
        value.fail(error.message());
    }
    return text;
}

std::string render_citations(const Citations& citations) {
    if (citations.empty()) return "citations: {}\n";
    std::string text = "citations:\n";
    for (const auto& [key, description] : citations) {
        text += fmt::format("  {}: {}\n", yaml_text(key), yaml_quoted(description));
    }
    return text;
}

void add_version(YamlFlowMap& row, const std::string& key, const std::optional<Version>& version) {
    if (version) row.add_version(key, *version);
}

void add_text(YamlFlowMap& row, const std::string& key, const std::string& text) {
    if (!text.empty()) row.add_text(key, text);
}

void add_versions(YamlFlowMap& row, const std::string& key, const std::vector<Version>& versions) {
    if (!versions.empty()) row.add(key, yaml_versions(versions));
}

void add_numbers(YamlFlowMap& row, const std::string& key, const std::vector<unsigned>& numbers) {
    if (!numbers.empty()) row.add(key, fmt::format("[{}]", fmt::join(numbers, ", ")));
}

void add_texts(YamlFlowMap& row, const std::string& key, const std::vector<std::string>& texts) {
    if (!texts.empty()) row.add(key, yaml_list(texts));
}

}  // namespace cudaenv::catalog
