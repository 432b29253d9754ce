// SPDX-License-Identifier: Apache-2.0
// tables/gpus.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

#include <algorithm>

namespace cudaenv::catalog {

namespace {

GpuRow read_row(YamlMap& fields, const Citations& citations) {
    GpuRow row;
    row.capability = fields.require("capability").version();
    row.architecture = fields.require("architecture").text();
    row.first_toolkit = fields.require("first_toolkit").version();
    row.last_toolkit = take_version(fields, "last_toolkit");
    if (const auto branch = fields.find("last_driver_branch"))
        row.last_driver_branch = branch->number();
    row.sources = take_sources(fields, citations);
    return row;
}

YamlFlowMap render_row(const GpuRow& row) {
    YamlFlowMap fields;
    fields.add_version("capability", row.capability);
    fields.add_text("architecture", row.architecture);
    fields.add_version("first_toolkit", row.first_toolkit);
    add_version(fields, "last_toolkit", row.last_toolkit);
    if (row.last_driver_branch)
        fields.add("last_driver_branch", std::to_string(*row.last_driver_branch));
    return fields.add("sources", yaml_list(row.sources));
}

NvccTargets read_targets(YamlMap& fields, const Citations& citations) {
    NvccTargets targets;
    targets.toolkit = fields.require("toolkit").version();
    targets.ptx_isa = fields.require("ptx_isa").version();
    targets.sass = take_numbers(fields, "sass");
    if (targets.sass.empty() || !std::is_sorted(targets.sass.begin(), targets.sass.end())) {
        fields.fail("a toolkit needs its targets, ascending");
    }
    targets.deprecated = take_numbers(fields, "deprecated");
    targets.variants = take_texts(fields, "variants");
    targets.sources = take_sources(fields, citations);
    targets.note = take_text(fields, "note");
    return targets;
}

YamlFlowMap render_targets(const NvccTargets& targets) {
    YamlFlowMap fields;
    fields.add_version("toolkit", targets.toolkit).add_version("ptx_isa", targets.ptx_isa);
    add_numbers(fields, "sass", targets.sass);
    add_numbers(fields, "deprecated", targets.deprecated);
    add_texts(fields, "variants", targets.variants);
    fields.add("sources", yaml_list(targets.sources));
    add_text(fields, "note", targets.note);
    return fields;
}

GpuProduct read_product(YamlMap& fields, const Citations& citations) {
    GpuProduct product;
    product.capability = fields.require("capability").version();
    const YamlValue names = fields.require("names");
    product.names = names.texts();
    if (product.names.empty()) names.fail("a product without a name");
    product.data_center = take_flag(fields, "data_center");
    product.min_driver = take_version(fields, "min_driver");
    product.sources = take_sources(fields, citations);
    return product;
}

YamlFlowMap render_product(const GpuProduct& product) {
    YamlFlowMap fields;
    fields.add_version("capability", product.capability).add("names", yaml_list(product.names));
    if (product.data_center) fields.add("data_center", "true");
    add_version(fields, "min_driver", product.min_driver);
    return fields.add("sources", yaml_list(product.sources));
}

}  // namespace

GpuTable parse_gpu_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    GpuTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    const auto with_citations = [&](auto read) {
        return [&table, read](YamlMap& fields) { return read(fields, table.citations); };
    };
    table.rows = take_rows(map, "capabilities", &GpuRow::capability, with_citations(read_row));
    table.targets = take_rows(map, "targets", &NvccTargets::toolkit, with_citations(read_targets));
    table.products = take_ordered_rows(map,
                                       "products",
                                       with_citations(read_product),
                                       [](const GpuProduct& earlier, const GpuProduct& later) {
                                           return earlier.capability <= later.capability;
                                       });
    map.expect_no_more();
    return table;
}

std::string render_gpu_table(const GpuTable& table) {
    return yaml_header(table.revision) + render_citations(table.citations) +
           render_rows("capabilities", table.rows, render_row) +
           render_rows("targets", table.targets, render_targets) +
           render_rows("products", table.products, render_product);
}

}  // namespace cudaenv::catalog
