// SPDX-License-Identifier: Apache-2.0
// What all manifests have in common: the number of our format, the first line of every file, and
// names.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/formats/value.hpp>

#include <string>

namespace cudaenv::catalog {

/// Takes `schema`; throws for one that this program does not know.
void check_schema(formats::Fields& map);
/// Takes `schema` and `revision` of a file that is generated; gives the revision.
unsigned take_revision(formats::Fields& map);
/// "schema: 1\nrevision: N\n".
std::string render_revision(unsigned revision);

/// Throws for a name that is no product's.
Product require_product(const formats::Value& name);
/// Throws the complaint about `value`, which stands below `name`, when that is no source's.
SourceName require_source(const std::string& name, const formats::Value& value);

}  // namespace cudaenv::catalog
