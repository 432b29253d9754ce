// SPDX-License-Identifier: Apache-2.0
// What the texts of all compatibility tables have in common.
#pragma once

#include "catalog/yaml_reader.hpp"
#include "catalog/yaml_text.hpp"

#include <cudaenv/catalog/tables.hpp>

#include <fmt/format.h>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace cudaenv::catalog {

/// Takes `citations`.
Citations take_citations(YamlMap& map);
/// Takes the row's `sources`; throws for none, or for a key that `citations` does not explain.
std::vector<std::string> take_sources(YamlMap& row, const Citations& citations);
std::optional<Version> take_version(YamlMap& map, const std::string& key);
std::string take_text(YamlMap& map, const std::string& key);
/// None when the key is missing.
std::vector<Version> take_versions(YamlMap& map, const std::string& key);
std::vector<unsigned> take_numbers(YamlMap& map, const std::string& key);
std::vector<std::string> take_texts(YamlMap& map, const std::string& key);
bool take_flag(YamlMap& map, const std::string& key);
/// A spec range; throws for another spec.
std::string take_range(YamlMap& map, const std::string& key);

std::string render_citations(const Citations& citations);
void add_version(YamlFlowMap& row, const std::string& key, const std::optional<Version>& version);
void add_text(YamlFlowMap& row, const std::string& key, const std::string& text);
/// Nothing for an empty list.
void add_versions(YamlFlowMap& row, const std::string& key, const std::vector<Version>& versions);
void add_numbers(YamlFlowMap& row, const std::string& key, const std::vector<unsigned>& numbers);
void add_texts(YamlFlowMap& row, const std::string& key, const std::vector<std::string>& texts);

/// Reads the list `key`: `read` makes a row, and `may_follow(earlier, later)` says whether two
/// neighbours stand in order.
template <typename Read, typename MayFollow>
auto take_ordered_rows(YamlMap& map, const std::string& key, Read read, MayFollow may_follow) {
    std::vector<std::invoke_result_t<Read, YamlMap&>> rows;
    for (const YamlValue& item : map.require(key).list()) {
        YamlMap fields(item);
        auto row = read(fields);
        fields.expect_no_more();
        if (!rows.empty() && !may_follow(rows.back(), row)) {
            item.fail(fmt::format("the rows of \"{}\" must ascend and differ", key));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Reads the list `key`, whose rows ascend by the member `order`.
template <typename Row, typename Key, typename Read>
std::vector<Row> take_rows(YamlMap& map, const std::string& key, Key Row::*order, Read read) {
    return take_ordered_rows(map, key, read, [order](const Row& earlier, const Row& later) {
        return earlier.*order < later.*order;
    });
}

/// "key:\n  - {…}\n  - {…}\n".
template <typename Row, typename Render>
std::string render_rows(const std::string& key, const std::vector<Row>& rows, Render render) {
    if (rows.empty()) return key + ": []\n";
    std::string text = key + ":\n";
    for (const Row& row : rows) text += fmt::format("  - {}\n", render(row).text());
    return text;
}

}  // namespace cudaenv::catalog
