// SPDX-License-Identifier: Apache-2.0
// One release file collects the offers of several sources.
#include "catalog/offers.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/import.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::catalog {

void join_releases(std::vector<Release>& releases, Release next, const std::string& file) {
    const auto known = std::find_if(releases.begin(), releases.end(), [&](const Release& each) {
        return each.product == next.product && each.version == next.version;
    });
    if (known == releases.end() || known->offers.empty()) {
        releases.push_back(std::move(next));
        return;
    }
    known->date = std::max(known->date, next.date);
    for (Offer& offer : next.offers) {
        for (auto& [platform, archives] : offer.archives) {
            for (Archive& archive : archives) {
                add_archive(known->offers.front(), platform, std::move(archive), file);
            }
        }
    }
}

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
    merged.prerelease = merged.prerelease || imported.prerelease;
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
