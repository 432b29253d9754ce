// SPDX-License-Identifier: Apache-2.0
// What all manifests have in common.
#include "catalog/manifest/schema.hpp"

#include <fmt/format.h>

namespace cudaenv::catalog {

namespace {

constexpr unsigned kSchema = 1;

}  // namespace

void check_schema(formats::Fields& map) {
    const formats::Value schema = map.require("schema");
    if (schema.number() != kSchema) {
        schema.fail(fmt::format(
            "schema {} is not known to this program (it reads {})", schema.number(), kSchema));
    }
}

unsigned take_revision(formats::Fields& map) {
    check_schema(map);
    return map.require("revision").number();
}

std::string render_revision(unsigned revision) {
    return fmt::format("schema: {}\nrevision: {}\n", kSchema, revision);
}

Product require_product(const formats::Value& name) {
    const std::optional<Product> product = find_product(name.text());
    if (!product) name.fail(fmt::format("\"{}\" is no product that cudaenv knows", name.text()));
    return *product;
}

SourceName require_source(const std::string& name, const formats::Value& value) {
    const std::optional<SourceName> source = find_source_name(name);
    if (!source) value.fail(fmt::format("\"{}\" is no source that cudaenv knows", name));
    return *source;
}

}  // namespace cudaenv::catalog
