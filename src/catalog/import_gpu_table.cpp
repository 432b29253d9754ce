// SPDX-License-Identifier: Apache-2.0
// The collected facts about GPUs, into ours.
#include "catalog/collected_table.hpp"
#include "catalog/gpu_lines.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/import.hpp>

namespace cudaenv::catalog {

namespace {

/// sm_86 of 8.6, sm_100 of 10.0.
unsigned target_of(const Version& capability) {
    return capability.major_number() * 10 + capability.minor_number();
}

std::vector<unsigned> find_numbers(YamlMap& fields, const std::string& key) {
    std::vector<unsigned> numbers;
    const std::optional<YamlValue> value = find_known(fields, key);
    if (!value) return numbers;
    for (const YamlValue& item : value->list()) numbers.push_back(item.number());
    return numbers;
}

NvccTargets import_targets(YamlMap& fields, CollectedSources& sources) {
    NvccTargets targets;
    targets.toolkit = fields.require("toolkit").version();
    targets.sass = find_numbers(fields, "sass");
    if (targets.sass.empty()) fields.fail("a toolkit without targets");
    if (targets.sass.front() != fields.require("min_sm").number() ||
        targets.sass.back() != fields.require("max_sm").number()) {
        fields.fail("min_sm and max_sm are not the ends of sass");
    }
    targets.deprecated = find_numbers(fields, "deprecated");
    if (const auto variants = find_known(fields, "variants")) targets.variants = variants->texts();
    targets.ptx_isa = fields.require("ptx_isa_max").version();
    targets.sources = sources.cite(fields);
    targets.note = find_known_text(fields, "note");
    return targets;
}

/// "5.0 (6.5 for 3.7)" and "6.5 (7.0/7.5 for 5.2/5.3 per CUDA.jl)": what is said of one of several
/// capabilities.
std::optional<Version> documented_apart(std::string_view text, const Version& capability) {
    const std::size_t open = text.find('(');
    const std::size_t middle = text.find(" for ");
    if (open == std::string_view::npos || middle == std::string_view::npos) return std::nullopt;
    const auto toolkits = split(text.substr(open + 1, middle - open - 1), '/');
    const std::string_view rest = text.substr(middle + 5);
    const auto capabilities = split(rest.substr(0, rest.find_first_of(" )")), '/');
    for (std::size_t i = 0; i < std::min(toolkits.size(), capabilities.size()); ++i) {
        if (capabilities[i] == capability.text()) return find_version(toolkits[i]);
    }
    return std::nullopt;
}

/// What the targets show, where the table of targets begins early enough; else what is documented.
Version first_toolkit(const Version& capability,
                      const YamlValue& documented,
                      const std::vector<NvccTargets>& targets) {
    const unsigned target = target_of(capability);
    const auto first = std::find_if(targets.begin(), targets.end(), [&](const NvccTargets& each) {
        return std::binary_search(each.sass.begin(), each.sass.end(), target);
    });
    if (first != targets.end() && first != targets.begin()) return first->toolkit;
    const auto apart = documented_apart(documented.text(), capability);
    return apart ? *apart : leading_version(documented);
}

void import_architecture(YamlMap& fields, CollectedSources& sources, GpuTable& table) {
    GpuRow row;
    row.architecture = fields.require("name").text();
    const YamlValue documented = fields.require("first_toolkit");
    row.last_toolkit = find_known_version(fields, "last_toolkit");
    if (const auto branch = find_known(fields, "last_driver_branch"))
        row.last_driver_branch = branch->number();
    row.sources = sources.cite(fields);
    for (const YamlValue& capability : fields.require("cc").list()) {
        row.capability = capability.version();
        row.first_toolkit = first_toolkit(row.capability, documented, table.targets);
        table.rows.push_back(row);
    }
}

/// A row of the collection holds names of several lines; forward compatibility tells them apart.
void import_product(YamlMap& fields, CollectedSources& sources, GpuTable& table) {
    GpuProduct product;
    product.capability = fields.require("cc").version();
    product.min_driver = find_known_version(fields, "min_driver");
    if (!product.min_driver) product.min_driver = find_known_version(fields, "min_branch");
    product.sources = sources.cite(fields);
    GpuProduct data_center = product;
    data_center.data_center = true;
    for (const YamlValue& item : fields.require("names").list()) {
        for (const std::string& name : product_names(item.text())) {
            (is_data_center(name) ? data_center : product).names.push_back(name);
        }
    }
    for (GpuProduct* each : {&data_center, &product}) {
        if (!each->names.empty()) table.products.push_back(std::move(*each));
    }
}

}  // namespace

GpuTable import_gpu_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    CollectedSources sources(map);
    GpuTable table;
    for (const YamlValue& item : map.require("toolkits").list()) {
        YamlMap fields(item);
        table.targets.push_back(import_targets(fields, sources));
    }
    sort_rows(table.targets, &NvccTargets::toolkit, map, "toolkits");
    for (const YamlValue& item : map.require("architectures").list()) {
        YamlMap fields(item);
        import_architecture(fields, sources, table);
    }
    sort_rows(table.rows, &GpuRow::capability, map, "architectures");
    for (const YamlValue& item : map.require("products").list()) {
        YamlMap fields(item);
        import_product(fields, sources, table);
    }
    std::stable_sort(table.products.begin(),
                     table.products.end(),
                     [](const GpuProduct& left, const GpuProduct& right) {
                         return left.capability < right.capability;
                     });
    table.citations = sources.cited();
    return table;
}

}  // namespace cudaenv::catalog
