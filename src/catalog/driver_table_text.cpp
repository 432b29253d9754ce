// SPDX-License-Identifier: Apache-2.0
// tables/drivers.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

namespace cudaenv::catalog {

namespace {

DriverRow read_row(YamlMap& fields, const Citations& citations) {
    DriverRow row;
    row.toolkit = fields.require("toolkit").version();
    row.min_driver = take_version(fields, "min_driver");
    row.min_driver_windows = take_version(fields, "min_driver_windows");
    row.date = take_text(fields, "date");
    row.prerelease = take_flag(fields, "prerelease");
    row.sources = take_sources(fields, citations);
    row.confidence = take_text(fields, "confidence");
    row.note = take_text(fields, "note");
    return row;
}

YamlFlowMap render_row(const DriverRow& row) {
    YamlFlowMap fields;
    fields.add_version("toolkit", row.toolkit);
    add_version(fields, "min_driver", row.min_driver);
    add_version(fields, "min_driver_windows", row.min_driver_windows);
    if (!row.date.empty()) fields.add("date", yaml_quoted(row.date));
    if (row.prerelease) fields.add("prerelease", "true");
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "confidence", row.confidence);
    add_text(fields, "note", row.note);
    return fields;
}

MinorFloor read_floor(YamlMap& fields, const Citations& citations) {
    MinorFloor floor;
    floor.major = fields.require("major").number();
    floor.min_driver = fields.require("min_driver").version();
    floor.min_driver_windows = take_version(fields, "min_driver_windows");
    floor.sources = take_sources(fields, citations);
    return floor;
}

YamlFlowMap render_floor(const MinorFloor& floor) {
    YamlFlowMap fields;
    fields.add("major", std::to_string(floor.major)).add_version("min_driver", floor.min_driver);
    add_version(fields, "min_driver_windows", floor.min_driver_windows);
    return fields.add("sources", yaml_list(floor.sources));
}

DriverBranch read_branch(YamlMap& fields, const Citations& citations) {
    DriverBranch branch;
    branch.branch = fields.require("branch").number();
    branch.cuda = fields.require("cuda").version();
    branch.sources = take_sources(fields, citations);
    branch.note = take_text(fields, "note");
    return branch;
}

YamlFlowMap render_branch(const DriverBranch& branch) {
    YamlFlowMap fields;
    fields.add("branch", std::to_string(branch.branch)).add_version("cuda", branch.cuda);
    fields.add("sources", yaml_list(branch.sources));
    add_text(fields, "note", branch.note);
    return fields;
}

ForwardCompatRow read_forward_compat(YamlMap& fields, const Citations& citations) {
    ForwardCompatRow row;
    row.cuda = fields.require("cuda").version();
    row.branches = take_numbers(fields, "branches");
    row.min_drivers = take_versions(fields, "min_drivers");
    row.driver = take_version(fields, "driver");
    row.sources = take_sources(fields, citations);
    return row;
}

YamlFlowMap render_forward_compat(const ForwardCompatRow& row) {
    YamlFlowMap fields;
    fields.add_version("cuda", row.cuda);
    add_numbers(fields, "branches", row.branches);
    add_versions(fields, "min_drivers", row.min_drivers);
    add_version(fields, "driver", row.driver);
    return fields.add("sources", yaml_list(row.sources));
}

JetpackRow read_jetpack(YamlMap& fields, const Citations& citations) {
    JetpackRow row;
    row.jetpack = fields.require("jetpack").text();
    row.l4t = fields.require("l4t").number();
    row.cuda = fields.require("cuda").version();
    row.compat = take_versions(fields, "compat");
    row.sources = take_sources(fields, citations);
    row.note = take_text(fields, "note");
    return row;
}

YamlFlowMap render_jetpack(const JetpackRow& row) {
    YamlFlowMap fields;
    fields.add_text("jetpack", row.jetpack).add("l4t", std::to_string(row.l4t));
    fields.add_version("cuda", row.cuda);
    add_versions(fields, "compat", row.compat);
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "note", row.note);
    return fields;
}

}  // namespace

DriverTable parse_driver_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    DriverTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    const auto with_citations = [&](auto read) {
        return [&table, read](YamlMap& fields) { return read(fields, table.citations); };
    };
    table.rows = take_rows(map, "toolkits", &DriverRow::toolkit, with_citations(read_row));
    table.floors = take_rows(map, "minor_floors", &MinorFloor::major, with_citations(read_floor));
    table.branches = take_rows(map, "branches", &DriverBranch::branch, with_citations(read_branch));
    table.forward_compat = take_rows(
        map, "forward_compat", &ForwardCompatRow::cuda, with_citations(read_forward_compat));
    table.jetpacks = take_rows(map, "jetpacks", &JetpackRow::l4t, with_citations(read_jetpack));
    for (const YamlValue& item : map.require("never_released").list()) {
        table.never_released.push_back(item.version());
    }
    map.expect_no_more();
    return table;
}

std::string render_driver_table(const DriverTable& table) {
    std::string text = yaml_header(table.revision) + render_citations(table.citations);
    text += render_rows("toolkits", table.rows, render_row);
    text += render_rows("minor_floors", table.floors, render_floor);
    text += render_rows("branches", table.branches, render_branch);
    text += render_rows("forward_compat", table.forward_compat, render_forward_compat);
    text += render_rows("jetpacks", table.jetpacks, render_jetpack);
    return text + fmt::format("never_released: {}\n", yaml_versions(table.never_released));
}

}  // namespace cudaenv::catalog
