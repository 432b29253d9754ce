// SPDX-License-Identifier: Apache-2.0
// Several files of one release made one.
#include "catalog/upstream/offers.hpp"

#include <cudaenv/catalog/upstream/import.hpp>

#include <algorithm>
#include <utility>

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

}  // namespace cudaenv::catalog
