// SPDX-License-Identifier: Apache-2.0
// The toolkit releases that are known at all, and which source has what.
#include "resolve/releases.hpp"

#include <algorithm>
#include <map>

namespace cudaenv::resolve {

namespace {

template <typename Container, typename Value>
bool contains(const Container& container, const Value& value) {
    return std::find(container.begin(), container.end(), value) != container.end();
}

bool satisfies(const catalog::Summary::Offered& offered, const Wanted& wanted) {
    return offered.provides == wanted.provides && contains(offered.platforms, wanted.platform) &&
           (wanted.variant.empty() || contains(offered.variants, wanted.variant));
}

}  // namespace

bool KnownRelease::is_prerelease() const {
    return version.is_prerelease() || (row != nullptr && row->prerelease) ||
           (summary != nullptr && summary->prerelease);
}

std::vector<KnownRelease> known_releases(const CatalogView& catalog) {
    std::map<Version, KnownRelease> by_version;
    for (const auto& row : catalog.drivers->rows) {
        by_version[row.toolkit].version = row.toolkit;
        by_version[row.toolkit].row = &row;
    }
    for (const auto& summary : catalog.toolkits) {
        by_version[summary.version].version = summary.version;
        by_version[summary.version].summary = &summary;
    }
    std::vector<KnownRelease> releases;
    releases.reserve(by_version.size());
    for (const auto& [version, release] : by_version) releases.push_back(release);
    return releases;
}

std::vector<std::string> sources_with(const catalog::Summary& summary,
                                      const Wanted& wanted,
                                      const Request& request) {
    std::vector<std::string> sources;
    for (const auto& source : request.sources) {
        const bool has_it =
            std::any_of(summary.offers.begin(), summary.offers.end(), [&](const auto& offered) {
                return offered.source == source && satisfies(offered, wanted);
            });
        if (has_it) sources.push_back(source);
    }
    return sources;
}

std::optional<std::string> find_reachable_source(const catalog::Summary& summary,
                                                 const Wanted& wanted,
                                                 const Request& request) {
    for (const auto& source : sources_with(summary, wanted, request)) {
        if (contains(request.reachable, source)) return source;
    }
    return std::nullopt;
}

}  // namespace cudaenv::resolve
