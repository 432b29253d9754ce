// SPDX-License-Identifier: Apache-2.0
// Laying manifests over others.
#include "catalog/manifest/merge.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::catalog {

namespace {

Summary merge_summary(const Summary& shipped, const Summary& update) {
    Summary merged = shipped;
    for (const Summary::Offered& offered : update.offers) {
        const bool is_known = std::any_of(
            shipped.offers.begin(), shipped.offers.end(), [&offered](const Summary::Offered& each) {
                return each.source == offered.source;
            });
        if (!is_known) merged.offers.push_back(offered);
    }
    std::sort(merged.offers.begin(), merged.offers.end(), [](const auto& left, const auto& right) {
        return left.source < right.source;
    });
    return merged;
}

}  // namespace

Index merge_index(const Index& shipped, const Index& update) {
    std::set<Product> products(shipped.products.begin(), shipped.products.end());
    products.insert(update.products.begin(), update.products.end());
    return {shipped.revision + update.revision, {products.begin(), products.end()}};
}

ProductIndex merge_product_index(const ProductIndex& shipped, const ProductIndex& update) {
    ProductIndex merged = shipped;
    merged.revision = shipped.revision + update.revision;
    for (const Summary& summary : update.releases) {
        const auto place = std::lower_bound(
            merged.releases.begin(),
            merged.releases.end(),
            summary,
            [](const Summary& left, const Summary& right) { return left.version < right.version; });
        if (place != merged.releases.end() && place->version == summary.version) {
            *place = merge_summary(*place, summary);
        } else {
            merged.releases.insert(place, summary);
        }
    }
    return merged;
}

Release merge_release(const Release& existing, const Release& newer) {
    if (existing.product != newer.product || existing.version != newer.version) {
        throw Error(ErrorKind::internal,
                    fmt::format("{} {} cannot be merged into {} {}",
                                product_text(newer.product),
                                newer.version.text(),
                                product_text(existing.product),
                                existing.version.text()));
    }
    Release merged = existing;
    if (!newer.date.empty()) merged.date = newer.date;
    merged.prerelease = merged.prerelease || newer.prerelease;
    if (newer.min_glibc) merged.min_glibc = newer.min_glibc;
    for (const Offer& offer : newer.offers) {
        std::erase_if(merged.offers,
                      [&](const Offer& each) { return each.source == offer.source; });
        merged.offers.push_back(offer);
    }
    std::sort(merged.offers.begin(),
              merged.offers.end(),
              [](const Offer& left, const Offer& right) { return left.source < right.source; });
    return merged;
}

}  // namespace cudaenv::catalog
