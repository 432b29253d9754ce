// SPDX-License-Identifier: Apache-2.0
// tables/libraries.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/library_table.hpp>

namespace cudaenv::catalog {

namespace {

LibraryRow read_row(Fields& fields, const Citations& citations) {
    LibraryRow row;
    row.library = require_product(fields.require("library"));
    row.versions = take_range(fields, "versions");
    if (fields.find("toolkits")) row.toolkits = take_range(fields, "toolkits");
    row.variants = take_texts(fields, "variants");
    row.min_cc = take_version(fields, "min_cc");
    row.min_driver = take_version(fields, "min_driver");
    row.sources = take_sources(fields, citations);
    return row;
}

}  // namespace

LibraryTable read_library_table(const formats::Document& document) {
    Fields map(document.root());
    LibraryTable table;
    table.citations = take_head(map);
    table.rows = take_ordered_rows(
        map,
        "libraries",
        [&](Fields& fields) { return read_row(fields, table.citations); },
        [](const LibraryRow& earlier, const LibraryRow& later) {
            return earlier.library <= later.library;
        });
    map.expect_no_more();
    return table;
}

const LibraryRow* LibraryTable::find_row(Product library, const Version& version) const {
    return find_in(rows, [&](const LibraryRow& each) {
        return each.library == library && each.versions.matches(version);
    });
}

}  // namespace cudaenv::catalog
