// SPDX-License-Identifier: Apache-2.0
// tables/host-compilers.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

namespace cudaenv::catalog {

HostCompilerTable parse_host_compiler_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    HostCompilerTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    table.rows = take_rows(map, "toolkits", &HostCompilerRow::toolkit, [&](YamlMap& fields) {
        HostCompilerRow row;
        row.toolkit = fields.require("toolkit").version();
        row.max_gcc = fields.require("max_gcc").number();
        if (const auto min_gcc = fields.find("min_gcc")) row.min_gcc = min_gcc->number();
        row.max_clang = take_version(fields, "max_clang");
        row.min_clang = take_version(fields, "min_clang");
        row.sources = take_sources(fields, table.citations);
        row.note = take_text(fields, "note");
        return row;
    });
    table.glibc = take_rows(map, "glibc", &GlibcRule::subject, [&](YamlMap& fields) {
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

std::string render_host_compiler_table(const HostCompilerTable& table) {
    std::string text = yaml_header(table.revision) + render_citations(table.citations);
    text += render_rows("toolkits", table.rows, [](const HostCompilerRow& row) {
        YamlFlowMap fields;
        fields.add_version("toolkit", row.toolkit);
        fields.add("max_gcc", std::to_string(row.max_gcc));
        if (row.min_gcc) fields.add("min_gcc", std::to_string(*row.min_gcc));
        add_version(fields, "max_clang", row.max_clang);
        add_version(fields, "min_clang", row.min_clang);
        fields.add("sources", yaml_list(row.sources));
        add_text(fields, "note", row.note);
        return fields;
    });
    return text + render_rows("glibc", table.glibc, [](const GlibcRule& rule) {
               YamlFlowMap fields;
               fields.add_text("subject", rule.subject).add_text("toolkits", rule.toolkits);
               add_version(fields, "min_glibc", rule.min_glibc);
               add_version(fields, "max_glibc", rule.max_glibc);
               fields.add_text("reason", rule.reason);
               return fields.add("sources", yaml_list(rule.sources));
           });
}

}  // namespace cudaenv::catalog
