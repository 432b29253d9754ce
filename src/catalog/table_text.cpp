// SPDX-License-Identifier: Apache-2.0
// What the texts of all compatibility tables have in common.
#include "catalog/table_text.hpp"

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

}  // namespace cudaenv::catalog
