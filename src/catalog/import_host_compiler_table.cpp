// SPDX-License-Identifier: Apache-2.0
// The collected facts about host compilers and C libraries, into ours.
#include "catalog/collected_table.hpp"

#include <cudaenv/catalog/import.hpp>

namespace cudaenv::catalog {

namespace {

HostCompilerRow import_row(YamlMap& fields, CollectedSources& sources) {
    HostCompilerRow row;
    row.toolkit = fields.require("toolkit").version();
    row.max_gcc = fields.require("max_gcc").number();
    if (const auto min_gcc = find_known(fields, "min_gcc")) row.min_gcc = min_gcc->number();
    row.max_clang = find_known_version(fields, "max_clang");
    row.min_clang = find_known_version(fields, "min_clang");
    row.sources = sources.cite(fields);
    row.note = find_known_text(fields, "note");
    return row;
}

GlibcRule import_glibc_rule(YamlMap& fields, CollectedSources& sources) {
    GlibcRule rule;
    rule.toolkits = fields.require("toolkits").text();
    rule.min_glibc = find_known_version(fields, "min_glibc");
    rule.max_glibc = find_known_version(fields, "max_glibc_for_compile");
    rule.subject = rule.min_glibc ? "libcusolver" : "headers";
    if (const auto fixed_in = find_known_version(fields, "fixed_in"))
        rule.toolkits = fmt::format("<{}", fixed_in->text());
    rule.reason = fields.require("reason").text();
    rule.sources = sources.cite(fields);
    return rule;
}

/// Not in the collection: what nvcc did with a program that asserts.
GlibcRule assert_rule(CollectedSources& sources) {
    GlibcRule rule;
    rule.subject = "assert";
    rule.toolkits = ">=11,<12";
    rule.max_glibc = parse_version("2.40");
    rule.reason =
        "the <assert.h> of glibc 2.41 calls __builtin_FILE, which nvcc 11 takes for a host "
        "function";
    rule.sources = {sources.cite_document(
        "measured", "nvcc 11.2.2 with GCC 10 and glibc 2.41, compiled for this table")};
    return rule;
}

}  // namespace

HostCompilerTable import_host_compiler_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    CollectedSources sources(map);
    HostCompilerTable table;
    for (const YamlValue& item : map.require("toolkits").list()) {
        YamlMap fields(item);
        table.rows.push_back(import_row(fields, sources));
    }
    YamlMap glibc(map.require("glibc"));
    for (const YamlValue& item : glibc.require("rules").list()) {
        YamlMap fields(item);
        table.glibc.push_back(import_glibc_rule(fields, sources));
    }
    table.glibc.push_back(assert_rule(sources));
    sort_rows(table.rows, &HostCompilerRow::toolkit, map, "toolkits");
    sort_rows(table.glibc, &GlibcRule::subject, map, "glibc rules");
    table.citations = sources.cited();
    return table;
}

}  // namespace cudaenv::catalog
