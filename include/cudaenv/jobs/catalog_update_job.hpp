// SPDX-License-Identifier: Apache-2.0
// Looking for releases that are newer than the program, in what NVIDIA publishes.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/jobs/session.hpp>

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// A product without a list of its releases.
struct UnlistedProduct {
    Product product;
    std::optional<Error> why;  ///< nullopt: the server shows a directory, and no release in it
};
struct CatalogUpdate {
    std::vector<catalog::Release> fresh;  ///< that the catalogue did not know until now
    std::vector<UnlistedProduct> unlisted;
};
/// No product has a list: that is no server of NVIDIA's layout, or one that shows no directories.
struct NothingListed {
    NamedUrl server;
    std::vector<UnlistedProduct> unlisted;
};

enum class Keeping { nothing, what_is_found };

/// Reads the listings of every product that the shipped catalogue has from source redist, and the
/// manifests of releases that it does not know; all of them before anything is kept. Waits, after
/// `on_wait`, for another process that does the same. Error(integrity) when a manifest has changed
/// since an earlier update, Error(network) when the server does not answer.
std::variant<CatalogUpdate, NothingListed> update_catalog(Keeping keeping,
                                                          const std::function<void()>& on_wait,
                                                          Session& session);

}  // namespace cudaenv::jobs
