// SPDX-License-Identifier: Apache-2.0
// tables/gpus.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

namespace cudaenv::catalog {

GpuTable parse_gpu_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    GpuTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    table.rows = take_rows(map, "capabilities", &GpuRow::capability, [&](YamlMap& fields) {
        GpuRow row;
        row.capability = fields.require("capability").version();
        row.architecture = fields.require("architecture").text();
        row.first_toolkit = fields.require("first_toolkit").version();
        row.last_toolkit = take_version(fields, "last_toolkit");
        row.sources = take_sources(fields, table.citations);
        return row;
    });
    map.expect_no_more();
    return table;
}

std::string render_gpu_table(const GpuTable& table) {
    std::string text = yaml_header(table.revision) + render_citations(table.citations);
    return text + render_rows("capabilities", table.rows, [](const GpuRow& row) {
               YamlFlowMap fields;
               fields.add_version("capability", row.capability);
               fields.add_text("architecture", row.architecture);
               fields.add_version("first_toolkit", row.first_toolkit);
               add_version(fields, "last_toolkit", row.last_toolkit);
               return fields.add("sources", yaml_list(row.sources));
           });
}

}  // namespace cudaenv::catalog
