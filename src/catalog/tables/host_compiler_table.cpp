// SPDX-License-Identifier: Apache-2.0
// tables/host-compilers.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/host_compiler_table.hpp>

namespace cudaenv::catalog {

HostCompilerTable read_host_compiler_table(const formats::Document& document) {
    Fields map(document.root());
    HostCompilerTable table;
    table.citations = take_head(map);
    table.rows = take_rows(map, "toolkits", &HostCompilerRow::toolkit, [&](Fields& fields) {
        HostCompilerRow row;
        row.toolkit = fields.require("toolkit").version();
        row.max_gcc = fields.require("max_gcc").number();
        if (const auto min_gcc = fields.find("min_gcc")) row.min_gcc = min_gcc->number();
        row.max_clang = take_version(fields, "max_clang");
        row.min_clang = take_version(fields, "min_clang");
        row.sources = take_sources(fields, table.citations);
        return row;
    });
    table.glibc = take_rows(map, "glibc", &GlibcRule::subject, [&](Fields& fields) {
        GlibcRule rule;
        rule.subject = fields.require("subject").text();
        rule.toolkits = take_range(fields, "toolkits");
        rule.min_glibc = take_version(fields, "min_glibc");
        rule.max_glibc = take_version(fields, "max_glibc");
        rule.reason = fields.require("reason").text();
        rule.sources = take_sources(fields, table.citations);
        return rule;
    });
    map.expect_no_more();
    return table;
}

const HostCompilerRow* HostCompilerTable::find_row(const Version& toolkit) const {
    return find_or_last(rows, toolkit.truncated(2));
}

bool HostCompilerTable::has_clashing_headers(const Version& toolkit) const {
    return std::any_of(glibc.begin(), glibc.end(), [&toolkit](const GlibcRule& rule) {
        return rule.subject == "headers" && rule.toolkits.matches(toolkit);
    });
}

}  // namespace cudaenv::catalog
