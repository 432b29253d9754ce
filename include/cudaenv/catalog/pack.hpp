// SPDX-License-Identifier: Apache-2.0
// The catalogue as one block of bytes that is read where it lies: what the build makes of the
// directory manifests/ and puts into the program.
#pragma once

#include <cudaenv/catalog/catalog.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace cudaenv::catalog {

/// Throws Error(integrity) with file and line for the first manifest that is not as it should be:
/// one that cannot be read, a name that no manifest has, a release in another's file, an index that
/// does not sum up its releases.
void check_manifests(const ManifestSet& manifests);

/// An index of paths, sorted, and every document as CBOR behind it (pack.cpp has the layout). The
/// same manifests always give the same bytes.
std::string pack_manifests(const ManifestSet& manifests);

/// Reads what pack_manifests() made; of `pack`, which must outlive the result, only the documents
/// that are asked for are decoded. Throws Error(integrity) for bytes that are no pack.
std::unique_ptr<ManifestSet> packed_manifests(std::string_view pack, std::string origin);

}  // namespace cudaenv::catalog
