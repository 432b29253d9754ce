// SPDX-License-Identifier: Apache-2.0
// Reading the files that are imported.
#pragma once

#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>

#include <string>
#include <vector>

namespace cudaenv::catalog {

/// Releases described by `inputs`; throws as import_into does, also when they describe none.
std::vector<Release> read_releases(ImportKind kind, const std::vector<std::string>& inputs);

}  // namespace cudaenv::catalog
