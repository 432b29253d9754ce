// SPDX-License-Identifier: Apache-2.0
// tables/host-compilers.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/host_compiler_table.hpp>

#include <algorithm>
#include <tuple>

namespace cudaenv::catalog {

namespace {

/// "assert", "headers", or the name of a library.
GlibcRule take_subject(Fields& row) {
    const Value value = row.require("subject");
    const std::string& text = value.text();
    if (text == "assert") return {GlibcSubject::assertions};
    if (text == "headers") return {GlibcSubject::headers};
    if (text.starts_with("lib")) return {GlibcSubject::library, text};
    value.fail(fmt::format("\"{}\" is none of assert, headers, lib…", text));
}

GlibcRule read_glibc_rule(Fields& row, const Citations& citations) {
    GlibcRule rule = take_subject(row);
    rule.toolkits = take_range(row, "toolkits");
    if (rule.subject == GlibcSubject::library) {
        rule.min_glibc = row.require("min_glibc").version();
    } else {
        rule.max_glibc = row.require("max_glibc").version();
    }
    rule.reason = row.require("reason").text();
    rule.sources = take_sources(row, citations);
    return rule;
}

std::vector<Platform> take_platforms(Fields& row) {
    std::vector<Platform> platforms;
    const std::optional<Value> value = row.find("platforms");
    if (!value) return platforms;
    for (const Value& item : value->list()) {
        const std::optional<Platform> platform = find_platform(item.text());
        if (!platform) item.fail(fmt::format("\"{}\" is no platform", item.text()));
        platforms.push_back(*platform);
    }
    return platforms;
}

BrokenGcc read_broken_gcc(Fields& fields, const Citations& citations) {
    BrokenGcc broken;
    const Value gcc = fields.require("gcc");
    broken.gcc = gcc.version();
    const std::size_t length = broken.gcc.numbers().size();
    if (length != 1 && length != 3) gcc.fail("a major of gcc, or a release X.Y.Z");
    broken.toolkits = take_range(fields, "toolkits");
    broken.platforms = take_platforms(fields);
    broken.header = fields.require("header").text();
    broken.sources = take_sources(fields, citations);
    return broken;
}

bool concerns(const BrokenGcc& broken, Platform platform) {
    return broken.platforms.empty() ||
           std::find(broken.platforms.begin(), broken.platforms.end(), platform) !=
               broken.platforms.end();
}

}  // namespace

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
    table.broken = take_rows(map, "broken", &BrokenGcc::gcc, [&](Fields& fields) {
        return read_broken_gcc(fields, table.citations);
    });
    table.glibc = take_ordered_rows(
        map,
        "glibc",
        [&](Fields& fields) { return read_glibc_rule(fields, table.citations); },
        [](const GlibcRule& earlier, const GlibcRule& later) {
            return std::tie(earlier.subject, earlier.library, earlier.max_glibc) <
                   std::tie(later.subject, later.library, later.max_glibc);
        });
    map.expect_no_more();
    return table;
}

const HostCompilerRow* HostCompilerTable::find_row(const Version& toolkit) const {
    const Version minor = toolkit.truncated(2);
    const HostCompilerRow* found = nullptr;
    for (const HostCompilerRow& row : rows) {
        if (row.toolkit <= toolkit && minor.is_prefix_of(row.toolkit)) found = &row;
    }
    if (found == nullptr && !rows.empty() && rows.back().toolkit < minor) found = &rows.back();
    return found;
}

const BrokenGcc* HostCompilerTable::find_broken(const Version& toolkit,
                                                const Version& gcc,
                                                Platform platform) const {
    return find_in(broken, [&](const BrokenGcc& each) {
        return each.gcc.is_prefix_of(gcc) && each.gcc.numbers().size() <= gcc.numbers().size() &&
               each.toolkits.matches(toolkit) && concerns(each, platform);
    });
}

const GlibcRule* HostCompilerTable::find_header_clash(const Version& toolkit) const {
    return find_in(glibc, [&toolkit](const GlibcRule& rule) {
        return rule.subject == GlibcSubject::headers && rule.toolkits.matches(toolkit);
    });
}

}  // namespace cudaenv::catalog
