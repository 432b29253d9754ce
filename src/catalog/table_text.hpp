// SPDX-License-Identifier: Apache-2.0
// What the texts of all compatibility tables have in common.
#pragma once

#include "catalog/yaml_reader.hpp"
#include "catalog/yaml_text.hpp"

#include <cudaenv/catalog/tables.hpp>

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::catalog {

/// Takes `citations`.
Citations take_citations(YamlMap& map);
/// Takes the row's `sources`; throws for none, or for a key that `citations` does not explain.
std::vector<std::string> take_sources(YamlMap& row, const Citations& citations);
std::optional<Version> take_version(YamlMap& map, const std::string& key);
std::string take_text(YamlMap& map, const std::string& key);

std::string render_citations(const Citations& citations);
void add_version(YamlFlowMap& row, const std::string& key, const std::optional<Version>& version);
void add_text(YamlFlowMap& row, const std::string& key, const std::string& text);

/// Reads the list `key`, whose rows must ascend: `read` makes a row, `order` is the member they
/// ascend by.
template <typename Row, typename Key, typename Read>
std::vector<Row> take_rows(YamlMap& map, const std::string& key, Key Row::*order, Read read) {
    std::vector<Row> rows;
    for (const YamlValue& item : map.require(key).list()) {
        YamlMap fields(item);
        Row row = read(fields);
        fields.expect_no_more();
        if (!rows.empty() && !(rows.back().*order < row.*order)) {
            item.fail(fmt::format("the rows of \"{}\" must ascend and differ", key));
        }
        rows.push_back(std::move(row));
    }
    return rows;
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
