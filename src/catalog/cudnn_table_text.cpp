// SPDX-License-Identifier: Apache-2.0
// tables/cudnn.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

namespace cudaenv::catalog {

namespace {

std::vector<CudnnVariant> read_variants(const YamlValue& value) {
    std::vector<CudnnVariant> variants;
    YamlMap entries(value);
    for (const auto& [name, content] : entries.take_rest()) {
        YamlMap fields(content);
        CudnnVariant variant;
        variant.name = name;
        for (const YamlValue& item : fields.require("toolkits").list()) {
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

CudnnRow read_row(YamlMap& fields, const Citations& citations) {
    CudnnRow row;
    row.version = fields.require("version").version();
    row.date = take_text(fields, "date");
    row.prerelease = take_flag(fields, "prerelease");
    row.variants = read_variants(fields.require("variants"));
    row.min_cc = take_version(fields, "min_cc");
    row.max_cc = take_version(fields, "max_cc");
    row.sources = take_sources(fields, citations);
    row.note = take_text(fields, "note");
    return row;
}

YamlFlowMap render_row(const CudnnRow& row) {
    YamlFlowMap variants;
    for (const CudnnVariant& variant : row.variants) {
        YamlFlowMap fields;
        fields.add("toolkits", yaml_versions(variant.toolkits));
        add_version(fields, "min_driver", variant.min_driver);
        add_version(fields, "documented_driver", variant.documented_driver);
        variants.add(variant.name, fields.text());
    }
    YamlFlowMap fields;
    fields.add_version("version", row.version);
    if (!row.date.empty()) fields.add("date", yaml_quoted(row.date));
    if (row.prerelease) fields.add("prerelease", "true");
    fields.add("variants", variants.text());
    add_version(fields, "min_cc", row.min_cc);
    add_version(fields, "max_cc", row.max_cc);
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "note", row.note);
    return fields;
}

}  // namespace

CudnnTable parse_cudnn_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    CudnnTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    table.defaults = take_rows(map, "defaults", &CudnnDefault::from, [&](YamlMap& fields) {
        CudnnDefault rule;
        rule.from = fields.require("from").version();
        rule.to = take_version(fields, "to").value_or(Version());
        rule.major = fields.require("major").number();
        rule.sources = take_sources(fields, table.citations);
        rule.note = take_text(fields, "note");
        return rule;
    });
    table.rows = take_rows(map, "releases", &CudnnRow::version, [&](YamlMap& fields) {
        return read_row(fields, table.citations);
    });
    map.expect_no_more();
    return table;
}

std::string render_cudnn_table(const CudnnTable& table) {
    std::string text = yaml_header(table.revision) + render_citations(table.citations);
    text += render_rows("defaults", table.defaults, [](const CudnnDefault& rule) {
        YamlFlowMap fields;
        fields.add_version("from", rule.from);
        if (!rule.to.text().empty()) fields.add_version("to", rule.to);
        fields.add("major", std::to_string(rule.major)).add("sources", yaml_list(rule.sources));
        add_text(fields, "note", rule.note);
        return fields;
    });
    return text + render_rows("releases", table.rows, render_row);
}

}  // namespace cudaenv::catalog
