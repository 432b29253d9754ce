// SPDX-License-Identifier: Apache-2.0
// One release file collects the offers of several sources.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/import.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::catalog {

Release merge_release(const std::optional<Release>& existing, const Release& imported) {
    if (!existing) return imported;
    if (existing->product != imported.product || existing->version != imported.version) {
        throw Error(ErrorKind::internal,
                    fmt::format("{} {} cannot be merged into {} {}",
                                imported.product,
                                imported.version.text(),
                                existing->product,
                                existing->version.text()));
    }
    Release merged = *existing;
    if (!imported.date.empty()) merged.date = imported.date;
    if (imported.min_glibc) merged.min_glibc = imported.min_glibc;
    for (const Offer& offer : imported.offers) {
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
