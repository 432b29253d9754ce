// SPDX-License-Identifier: Apache-2.0
// tables/cudnn.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/cudnn_table.hpp>

namespace cudaenv::catalog {

namespace {

std::vector<CudnnVariant> read_variants(const Value& value) {
    std::vector<CudnnVariant> variants;
    Fields entries(value);
    for (const auto& [name, content] : entries.take_rest()) {
        Fields fields(content);
        CudnnVariant variant;
        variant.name = name;
        for (const Value& item : fields.require("toolkits").list()) {
            variant.toolkits.push_back(item.version());
        }
        variant.min_driver = take_version(fields, "min_driver");
        variant.documented_driver = take_version(fields, "documented_driver");
        fields.expect_no_more();
        variants.push_back(std::move(variant));
    }
    if (variants.empty()) value.fail("a release without variants");
    return variants;
}

CudnnRow read_row(Fields& fields, const Citations& citations) {
    CudnnRow row;
    row.version = fields.require("version").version();
    row.prerelease = take_flag(fields, "prerelease");
    row.variants = read_variants(fields.require("variants"));
    row.min_cc = take_version(fields, "min_cc");
    row.max_cc = take_version(fields, "max_cc");
    row.sources = take_sources(fields, citations);
    return row;
}

}  // namespace

CudnnTable read_cudnn_table(const formats::Document& document) {
    Fields map(document.root());
    CudnnTable table;
    table.citations = take_head(map);
    table.defaults = take_rows(map, "defaults", &CudnnDefault::from, [&](Fields& fields) {
        CudnnDefault rule;
        rule.from = fields.require("from").version();
        rule.to = take_version(fields, "to").value_or(Version());
        rule.major = fields.require("major").number();
        rule.sources = take_sources(fields, table.citations);
        return rule;
    });
    table.rows = take_rows(map, "releases", &CudnnRow::version, [&](Fields& fields) {
        return read_row(fields, table.citations);
    });
    map.expect_no_more();
    return table;
}

const CudnnRow* CudnnTable::find_row(const Version& version) const {
    const Version patch = version.truncated(3);
    return find_in(rows, [&](const CudnnRow& each) { return each.version == patch; });
}

std::optional<unsigned> CudnnTable::default_major(const Version& toolkit) const {
    const Version minor = toolkit.truncated(2);
    const CudnnDefault* rule = find_in(defaults, [&](const CudnnDefault& each) {
        return each.from <= minor && (each.to.text().empty() || minor <= each.to);
    });
    if (rule == nullptr) return std::nullopt;
    return rule->major;
}

}  // namespace cudaenv::catalog
