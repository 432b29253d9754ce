// SPDX-License-Identifier: Apache-2.0
// tables/libraries.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

namespace cudaenv::catalog {

namespace {

LibraryRow read_row(YamlMap& fields, const Citations& citations) {
    LibraryRow row;
    row.library = fields.require("library").text();
    row.versions = take_range(fields, "versions");
    if (fields.find("toolkits")) row.toolkits = take_range(fields, "toolkits");
    row.variants = take_texts(fields, "variants");
    row.min_cc = take_version(fields, "min_cc");
    row.min_driver = take_version(fields, "min_driver");
    row.sources = take_sources(fields, citations);
    row.note = take_text(fields, "note");
    return row;
}

YamlFlowMap render_row(const LibraryRow& row) {
    YamlFlowMap fields;
    fields.add_text("library", row.library).add_text("versions", row.versions);
    add_text(fields, "toolkits", row.toolkits);
    add_texts(fields, "variants", row.variants);
    add_version(fields, "min_cc", row.min_cc);
    add_version(fields, "min_driver", row.min_driver);
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "note", row.note);
    return fields;
}

}  // namespace

LibraryTable parse_library_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    LibraryTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    table.rows = take_ordered_rows(
        map,
        "libraries",
        [&](YamlMap& fields) { return read_row(fields, table.citations); },
        [](const LibraryRow& earlier, const LibraryRow& later) {
            return earlier.library <= later.library;
        });
    map.expect_no_more();
    return table;
}

std::string render_library_table(const LibraryTable& table) {
    return yaml_header(table.revision) + render_citations(table.citations) +
           render_rows("libraries", table.rows, render_row);
}

}  // namespace cudaenv::catalog
