// SPDX-License-Identifier: Apache-2.0
// tables/tools.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

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

std::vector<std::string> take_tools(YamlMap& fields, std::set<std::string>& seen) {
    const YamlValue value = fields.require("tools");
    std::vector<std::string> tools = value.texts();
    if (tools.empty()) value.fail("a component without tools");
    for (const std::string& tool : tools) {
        if (!is_tool_name(tool)) value.fail(fmt::format("\"{}\" is no name of a tool", tool));
        if (!seen.insert(tool).second) value.fail(fmt::format("\"{}\" stands twice", tool));
    }
    if (!std::is_sorted(tools.begin(), tools.end())) value.fail("the tools must ascend");
    return tools;
}

YamlFlowMap render_row(const ToolRow& row) {
    YamlFlowMap fields;
    fields.add_text("component", row.component);
    add_texts(fields, "tools", row.tools);
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "note", row.note);
    return fields;
}

}  // namespace

ToolTable parse_tool_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    ToolTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    std::set<std::string> seen;
    table.rows = take_rows(map, "tools", &ToolRow::component, [&](YamlMap& fields) {
        ToolRow row;
        row.component = fields.require("component").text();
        row.tools = take_tools(fields, seen);
        row.sources = take_sources(fields, table.citations);
        row.note = take_text(fields, "note");
        return row;
    });
    map.expect_no_more();
    return table;
}

std::string render_tool_table(const ToolTable& table) {
    return yaml_header(table.revision) + render_citations(table.citations) +
           render_rows("tools", table.rows, render_row);
}

}  // namespace cudaenv::catalog
