// SPDX-License-Identifier: Apache-2.0
// The number of our format, the first line of every file.
#pragma once

#include <cudaenv/formats/value.hpp>

#include <string>

namespace cudaenv::catalog {

/// Takes `schema`; throws for one that this program does not know.
void check_schema(formats::Fields& map);
/// Takes `schema` and `revision` of a file that is generated; gives the revision.
unsigned take_revision(formats::Fields& map);
/// "schema: 1\nrevision: N\n".
std::string render_revision(unsigned revision);

}  // namespace cudaenv::catalog
