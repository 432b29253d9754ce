// SPDX-License-Identifier: Apache-2.0
// tables/gpus.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/catalog/tables/gpu_table.hpp>

#include <algorithm>
#include <iterator>

namespace cudaenv::catalog {

namespace {

GpuRow read_row(Fields& fields, const Citations& citations) {
    GpuRow row;
    const Value capability = fields.require("capability");
    row.capability = capability.version();
    if (row.capability.numbers().size() != 2) capability.fail("a compute capability is X.Y");
    row.architecture = fields.require("architecture").text();
    row.first_toolkit = fields.require("first_toolkit").version();
    row.last_toolkit = take_version(fields, "last_toolkit");
    if (const auto branch = fields.find("last_driver_branch"))
        row.last_driver_branch = branch->number();
    row.tegra = take_flag(fields, "tegra");
    row.sources = take_sources(fields, citations);
    return row;
}

/// 86 of 8.6, as in sm_86.
unsigned target_of(const Version& capability) {
    return 10 * capability.major_number() + capability.numbers().at(1);
}

/// The two lists tell the same in two ways: the toolkits that make code for a capability.
void check_targets(const GpuRow& row,
                   const std::vector<NvccTargets>& targets,
                   const Fields& fields) {
    for (const NvccTargets& each : targets) {
        const bool is_within = row.first_toolkit <= each.toolkit &&
                               (!row.last_toolkit || each.toolkit <= *row.last_toolkit);
        const bool is_target =
            std::binary_search(each.sass.begin(), each.sass.end(), target_of(row.capability));
        if (is_within == is_target) continue;
        fields.fail(fmt::format("by the targets, nvcc {} {} code for {}",
                                each.toolkit.text(),
                                is_target ? "makes" : "does not make",
                                row.capability.text()));
    }
}

NvccTargets read_targets(Fields& fields, const Citations& citations) {
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
    return targets;
}

GpuProduct read_product(Fields& fields, const Citations& citations) {
    GpuProduct product;
    product.capability = fields.require("capability").version();
    const Value names = fields.require("names");
    product.names = names.texts();
    if (product.names.empty()) names.fail("a product without a name");
    product.data_center = take_flag(fields, "data_center");
    product.niche = take_flag(fields, "niche");
    product.first_drivers = take_versions(fields, "first_drivers");
    if (!std::is_sorted(product.first_drivers.begin(), product.first_drivers.end()))
        fields.fail("the first drivers must ascend");
    product.sources = take_sources(fields, citations);
    return product;
}

}  // namespace

GpuTable read_gpu_table(const formats::Document& document) {
    Fields map(document.root());
    GpuTable table;
    table.citations = take_head(map);
    const auto with_citations = [&](auto read) {
        return [&table, read](Fields& fields) { return read(fields, table.citations); };
    };
    table.targets = take_rows(map, "targets", &NvccTargets::toolkit, with_citations(read_targets));
    table.rows = take_rows(map, "capabilities", &GpuRow::capability, [&](Fields& fields) {
        GpuRow row = read_row(fields, table.citations);
        check_targets(row, table.targets, fields);
        return row;
    });
    table.products = take_ordered_rows(map,
                                       "products",
                                       with_citations(read_product),
                                       [](const GpuProduct& earlier, const GpuProduct& later) {
                                           return earlier.capability <= later.capability;
                                       });
    map.expect_no_more();
    return table;
}

std::optional<Version> GpuProduct::next_driver(const Version& driver) const {
    const auto next =
        std::find_if(first_drivers.begin(), first_drivers.end(), [&driver](const Version& first) {
            return !driver_reaches(driver, first);
        });
    if (next == first_drivers.end()) return std::nullopt;
    const bool has_begun =
        next != first_drivers.begin() && std::prev(next)->major_number() == driver.major_number();
    if (has_begun) return std::nullopt;
    return *next;
}

const GpuRow* GpuTable::find_row(const Version& capability) const {
    return find_in(rows, [&](const GpuRow& each) { return each.capability == capability; });
}

}  // namespace cudaenv::catalog
