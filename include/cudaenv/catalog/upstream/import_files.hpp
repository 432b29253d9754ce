// SPDX-License-Identifier: Apache-2.0
// Importing files into a directory of manifests: reads the inputs, merges, rewrites the index.
#pragma once

#include <cudaenv/catalog/release.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// What is imported, and what the inputs are:
/// - debian: SUITE:ARCHITECTURE:FILE…, each FILE a decompressed `Packages` index; several of one
/// suite are read together;
/// - wheels: one DIRECTORY with <project>.json (PEP 691) and cuda-toolkit-<release>.json (its
/// metadata, info.requires_dist);
/// - redist: PRODUCT FILE…, each FILE named redistrib_<label>.json.
enum class ImportKind { debian, wheels, redist };
/// "debian", "wheels", "redist".
std::optional<ImportKind> find_import_kind(std::string_view text);

/// skipped: the input describes a release, but none of its archives is of use here.
enum class ImportOutcome { added, changed, unchanged, skipped };
std::string_view import_outcome_text(ImportOutcome outcome);

struct ImportedFile {
    std::string path;  ///< below the directory: "cuda/11.2.2.yaml"
    ImportOutcome outcome = ImportOutcome::unchanged;
};

/// Importing the same inputs again changes no byte. Throws Error(usage) for inputs that do not fit
/// `kind`, Error(io) for files that cannot be read or written, Error(integrity) as the importers
/// do; nothing is written before all were read.
std::vector<ImportedFile> import_into(const std::filesystem::path& directory,
                                      ImportKind kind,
                                      const std::vector<std::string>& inputs);
/// The same with releases that are imported already.
std::vector<ImportedFile> import_releases(const std::filesystem::path& directory,
                                          const std::vector<Release>& releases);

}  // namespace cudaenv::catalog
