// SPDX-License-Identifier: Apache-2.0
// Which source has what of a release.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/release.hpp>

#include <string>
#include <vector>

namespace cudaenv::resolve {

/// What a source must have of a release.
struct OfferWish {
    catalog::Provides provides = catalog::Provides::toolkit;
    Platform platform = Platform::linux_x86_64;
    std::string variant;  ///< "cuda11"; empty: any
};

/// The sources that have it, in the catalogue's order.
std::vector<SourceName> offering_sources(const catalog::Summary& summary, const OfferWish& wanted);
/// Those of `order` that have it, in that order.
std::vector<SourceName> offering_sources(const catalog::Summary& summary,
                                         const OfferWish& wanted,
                                         const std::vector<SourceName>& order);

}  // namespace cudaenv::resolve
