// SPDX-License-Identifier: Apache-2.0
// Reading the files that are imported.
#pragma once

#include <cudaenv/catalog/import.hpp>
#include <cudaenv/catalog/import_files.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::catalog {

/// Releases described by `inputs` (of any kind but table); throws as import_into does, also when
/// they describe none.
std::vector<Release> read_releases(ImportKind kind, const std::vector<std::string>& inputs);

std::string read_import_input(const std::filesystem::path& path);

}  // namespace cudaenv::catalog
