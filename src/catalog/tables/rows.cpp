// SPDX-License-Identifier: Apache-2.0
// What all compatibility tables have in common.
#include "catalog/tables/rows.hpp"

#include <cudaenv/base/error.hpp>

namespace cudaenv::catalog {

Citations take_head(Fields& map) {
    check_schema(map);
    Fields entries(map.require("citations"));
    Citations citations;
    for (const auto& [key, value] : entries.take_rest()) citations[key] = value.text();
    return citations;
}

std::vector<std::string> take_sources(Fields& row, const Citations& citations) {
    const Value value = row.require("sources");
    std::vector<std::string> sources = value.texts();
    if (sources.empty()) value.fail("a row without sources");
    for (const std::string& source : sources) {
        if (!citations.contains(source))
            value.fail(fmt::format("no citation explains \"{}\"", source));
    }
    return sources;
}

std::optional<Version> take_version(Fields& map, const std::string& key) {
    const std::optional<Value> value = map.find(key);
    if (!value) return std::nullopt;
    return value->version();
}

std::string take_text(Fields& map, const std::string& key) {
    const std::optional<Value> value = map.find(key);
    return value ? value->text() : std::string();
}

std::vector<Version> take_versions(Fields& map, const std::string& key) {
    std::vector<Version> versions;
    const std::optional<Value> value = map.find(key);
    if (!value) return versions;
    for (const Value& item : value->list()) versions.push_back(item.version());
    return versions;
}

std::vector<unsigned> take_numbers(Fields& map, const std::string& key) {
    std::vector<unsigned> numbers;
    const std::optional<Value> value = map.find(key);
    if (!value) return numbers;
    for (const Value& item : value->list()) numbers.push_back(item.number());
    return numbers;
}

std::vector<std::string> take_texts(Fields& map, const std::string& key) {
    const std::optional<Value> value = map.find(key);
    return value ? value->texts() : std::vector<std::string>();
}

bool take_flag(Fields& map, const std::string& key) {
    const std::optional<Value> value = map.find(key);
    return value && value->flag();
}

Spec take_range(Fields& map, const std::string& key) {
    const Value value = map.require(key);
    const std::string& text = value.text();
    if (text.find_first_of("<>=!") != 0) value.fail(fmt::format("\"{}\" is no range", text));
    try {
        return parse_spec(text);
    } catch (const Error& error) {
        value.fail(error.message());
    }
}

}  // namespace cudaenv::catalog
