// SPDX-License-Identifier: Apache-2.0
// tables/tools.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/tool_table.hpp>

#include <algorithm>
#include <set>

namespace cudaenv::catalog {

namespace {

/// A name becomes a file in shims/ and a word in a shell.
bool is_tool_name(const std::string& name) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+._-";
    return name.find_first_not_of(allowed) == std::string::npos && name.front() != '.' &&
           name.front() != '-';
}

std::vector<std::string> take_tools(Fields& fields, std::set<std::string>& seen) {
    const Value value = fields.require("tools");
    std::vector<std::string> tools = value.texts();
    if (tools.empty()) value.fail("a component without tools");
    for (const std::string& tool : tools) {
        if (!is_tool_name(tool)) value.fail(fmt::format("\"{}\" is no name of a tool", tool));
        if (!seen.insert(tool).second) value.fail(fmt::format("\"{}\" stands twice", tool));
    }
    if (!std::is_sorted(tools.begin(), tools.end())) value.fail("the tools must ascend");
    return tools;
}

}  // namespace

ToolTable read_tool_table(const formats::Document& document) {
    Fields map(document.root());
    ToolTable table;
    table.citations = take_head(map);
    std::set<std::string> seen;
    table.rows = take_rows(map, "tools", &ToolRow::component, [&](Fields& fields) {
        ToolRow row;
        row.component = fields.require("component").text();
        row.tools = take_tools(fields, seen);
        row.sources = take_sources(fields, table.citations);
        return row;
    });
    map.expect_no_more();
    return table;
}

std::set<std::string> ToolTable::names() const {
    std::set<std::string> names;
    for (const ToolRow& row : rows) names.insert(row.tools.begin(), row.tools.end());
    return names;
}

}  // namespace cudaenv::catalog
