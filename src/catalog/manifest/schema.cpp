// SPDX-License-Identifier: Apache-2.0
// The number of our format.
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

}  // namespace cudaenv::catalog
