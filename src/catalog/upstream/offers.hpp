// SPDX-License-Identifier: Apache-2.0
// Putting archives into an offer, for the importers.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/release.hpp>

#include <string>

namespace cudaenv::catalog {

/// Adds `archive`; throws Error(integrity) naming `file` when its path (for that variant) or its
/// digest is there already.
void add_archive(Offer& offer, Platform platform, Archive archive, const std::string& file);

/// True when an archive of that component is there for some platform.
bool has_component(const Offer& offer, std::string_view component);

}  // namespace cudaenv::catalog
