// SPDX-License-Identifier: Apache-2.0
// The catalogue this run uses.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/install/plan.hpp>

namespace cudaenv::cli {

/// The directory $CUDAENV_CATALOG when it is set, else the built-in manifests.
std::unique_ptr<catalog::ManifestSet> base_manifests(const Services& services);

/// The shipped manifests, and above them what `catalog update` found.
catalog::Catalog open_catalog(const Services& services);

/// Whether any release satisfies `spec`, one that nobody offers included.
bool knows_release(const catalog::Catalog& catalog, const Spec& spec);

/// For plans. Refers to `catalog`, which must outlive it.
install::FindRelease releases_of(const catalog::Catalog& catalog);

}  // namespace cudaenv::cli
