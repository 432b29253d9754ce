// SPDX-License-Identifier: Apache-2.0
// Looking for releases that are newer than the program, in what NVIDIA publishes.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/jobs/session.hpp>

#include <functional>
#include <string>
#include <vector>

namespace cudaenv::jobs {

struct CatalogUpdate {
    std::vector<catalog::Release> fresh;  ///< that the catalogue did not know until now
    std::vector<std::string> unlisted;    ///< products without a listing, with the reason
};

enum class Keeping { nothing, what_is_found };

/// Reads the listings of every product that the shipped catalogue has from source redist, and the
/// manifests of releases that it does not know; all of them before anything is kept. Waits, after
/// `on_wait`, for another process that does the same. Error(integrity) when a manifest has changed
/// since an earlier update, Error(network) when the server does not answer, Error(not_found) when
/// it lists nothing.
CatalogUpdate update_catalog(Keeping keeping,
                             const std::function<void()>& on_wait,
                             Session& session);

}  // namespace cudaenv::jobs
