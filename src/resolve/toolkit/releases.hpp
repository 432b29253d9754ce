// SPDX-License-Identifier: Apache-2.0
// The toolkit releases that are known at all, and which reachable source has one.
#pragma once

#include <cudaenv/resolve/offers.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve {

/// A release of the driver table, of the catalogue, or of both.
struct KnownRelease {
    Version version;
    const catalog::DriverRow* row = nullptr;
    const catalog::Summary* summary = nullptr;

    [[nodiscard]] bool is_prerelease() const;
    [[nodiscard]] bool is_yanked() const { return summary != nullptr && summary->yanked; }
};

/// Ascending by version, each once.
std::vector<KnownRelease> known_releases(const catalog::Facts& catalog);

/// The first of the request's sources, in its order, that is reachable and has it.
std::optional<SourceName> find_reachable_source(const catalog::Summary& summary,
                                                const OfferWish& wanted,
                                                const Request& request);

}  // namespace cudaenv::resolve
