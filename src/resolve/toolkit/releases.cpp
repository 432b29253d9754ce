// SPDX-License-Identifier: Apache-2.0
// The toolkit releases that are known at all, and which reachable source has one.
#include "resolve/toolkit/releases.hpp"

#include <map>

namespace cudaenv::resolve {

bool KnownRelease::is_prerelease() const {
    return version.is_prerelease() || (row != nullptr && row->prerelease) ||
           (summary != nullptr && summary->prerelease);
}

std::vector<KnownRelease> known_releases(const catalog::Facts& catalog) {
    std::map<Version, KnownRelease> by_version;
    for (const auto& row : catalog.drivers().rows) {
        by_version[row.toolkit].version = row.toolkit;
        by_version[row.toolkit].row = &row;
    }
    for (const auto& summary : catalog.summaries(Product::cuda)) {
        by_version[summary.version].version = summary.version;
        by_version[summary.version].summary = &summary;
    }
    std::vector<KnownRelease> releases;
    releases.reserve(by_version.size());
    for (const auto& [version, release] : by_version) releases.push_back(release);
    return releases;
}

std::optional<SourceName> find_reachable_source(const catalog::Summary& summary,
                                                const OfferWish& wanted,
                                                const Request& request) {
    for (const auto& source : offering_sources(summary, wanted, request.sources)) {
        if (request.reachable.contains(source)) return source;
    }
    return std::nullopt;
}

}  // namespace cudaenv::resolve
