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
    if (const auto prerelease = fields.find("prerelease")) row.prerelease = prerelease->flag();
    row.sources = take_sources(fields, citations);
    row.confidence = take_text(fields, "confidence");
    row.note = take_text(fields, "note");
    return row;
}

YamlFlowMap render_row(const DriverRow& row) {
    YamlFlowMap fields;
    fields.add_version("toolkit", row.toolkit);
    add_version(fields, "min_driver", row.min_driver);
    if (row.prerelease) fields.add("prerelease", "true");
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "confidence", row.confidence);
    add_text(fields, "note", row.note);
    return fields;
}

}  // namespace

DriverTable parse_driver_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    DriverTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    table.rows = take_rows(map, "toolkits", &DriverRow::toolkit, [&](YamlMap& fields) {
        return read_row(fields, table.citations);
    });
    table.floors = take_rows(map, "minor_floors", &MinorFloor::major, [&](YamlMap& fields) {
        return MinorFloor{fields.require("major").number(),
                          fields.require("min_driver").version(),
                          take_sources(fields, table.citations)};
    });
    table.branches = take_rows(map, "branches", &DriverBranch::branch, [](YamlMap& fields) {
        return DriverBranch{fields.require("branch").number(), fields.require("cuda").version()};
    });
    for (const YamlValue& item : map.require("never_released").list()) {
        table.never_released.push_back(item.version());
    }
    map.expect_no_more();
    return table;
}

std::string render_driver_table(const DriverTable& table) {
    std::string text = yaml_header(table.revision) + render_citations(table.citations);
    text += render_rows("toolkits", table.rows, render_row);
    text += render_rows("minor_floors", table.floors, [](const MinorFloor& floor) {
        YamlFlowMap fields;
        fields.add("major", std::to_string(floor.major))
            .add_version("min_driver", floor.min_driver);
        return fields.add("sources", yaml_list(floor.sources));
    });
    text += render_rows("branches", table.branches, [](const DriverBranch& branch) {
        YamlFlowMap fields;
        return fields.add("branch", std::to_string(branch.branch)).add_version("cuda", branch.cuda);
    });
    return text + fmt::format("never_released: {}\n", yaml_versions(table.never_released));
}

}  // namespace cudaenv::catalog
