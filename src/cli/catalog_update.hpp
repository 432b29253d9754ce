// SPDX-License-Identifier: Apache-2.0
// Looking for releases that are newer than the program, in what NVIDIA publishes.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>
#include <cudaenv/catalog/upstream/seen.hpp>
#include <cudaenv/jobs/session.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

struct FoundReleases {
    std::vector<catalog::Release> releases;  ///< that the shipped catalogue does not know
    catalog::SeenManifests seen;             ///< their manifests, and those of earlier updates
    std::vector<std::string> unlisted;       ///< products without a listing, with the reason
};

/// Reads the listings of every product that the shipped catalogue has from source redist, and the
/// manifests of releases that it does not know. `seen` are those of earlier updates:
/// Error(integrity) when one has changed since. Error(network) when the server does not answer,
/// Error(not_found) when it lists nothing.
FoundReleases find_releases(const catalog::SeenManifests& seen, jobs::Session& session);

}  // namespace cudaenv::cli
