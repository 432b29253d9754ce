// SPDX-License-Identifier: Apache-2.0
// The catalogue this run uses, as the resolver wants to see it.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/resolve/resolution.hpp>

namespace cudaenv::cli {

/// The directory $CUDAENV_CATALOG when it is set, else the built-in manifests.
std::unique_ptr<catalog::ManifestSet> base_manifests(const Services& services);

/// The shipped manifests, and above them what `catalog update` found.
catalog::Catalog open_catalog(const Services& services);

/// Whether any release satisfies `spec`, one that nobody offers included.
bool knows_release(const catalog::Catalog& catalog, const Spec& spec);

/// For plans. Refers to `catalog`, which must outlive it.
install::FindRelease releases_of(const catalog::Catalog& catalog);

/// What resolve::judge() needs, and the toolkits: the other tables are not even parsed. Refers to
/// tables of `catalog`, which must outlive it.
resolve::CatalogView judging_view(const catalog::Catalog& catalog);
/// Refers to tables of `catalog`, which must outlive it.
resolve::CatalogView view_of(const catalog::Catalog& catalog);
/// The same with the libraries that `request` names, for resolve(). Throws Error(not_found) for a
/// name that is no library of the catalogue.
resolve::CatalogView view_for(const catalog::Catalog& catalog, const resolve::Request& request);

}  // namespace cudaenv::cli
