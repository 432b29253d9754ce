// SPDX-License-Identifier: Apache-2.0
// Putting archives into an offer, for the importers.
#include "catalog/upstream/offers.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::catalog {

void add_archive(Offer& offer, Platform platform, Archive archive, const std::string& file) {
    std::vector<Archive>& archives = offer.archives[platform];
    const auto place = std::lower_bound(archives.begin(), archives.end(), archive, by_path);
    const bool same_path = place != archives.end() && !by_path(archive, *place);
    const bool same_digest =
        std::any_of(archives.begin(), archives.end(), [&](const Archive& each) {
            return each.sha256 == archive.sha256;
        });
    if (same_path || same_digest) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}: {} of {} stands there twice: {}",
                                file,
                                same_path ? "the path" : "the digest",
                                archive.component,
                                same_path ? archive.path : archive.sha256.hex()));
    }
    archives.insert(place, std::move(archive));
}

bool has_component(const Offer& offer, std::string_view component) {
    return std::any_of(offer.archives.begin(), offer.archives.end(), [&](const auto& entry) {
        return std::any_of(entry.second.begin(), entry.second.end(), [&](const Archive& archive) {
            return archive.component == component;
        });
    });
}

}  // namespace cudaenv::catalog
