// SPDX-License-Identifier: Apache-2.0
// Which source has what of a release.
#include <cudaenv/resolve/offers.hpp>

#include <algorithm>
#include <iterator>

namespace cudaenv::resolve {

namespace {

template <typename Container, typename Value>
bool contains(const Container& container, const Value& value) {
    return std::find(container.begin(), container.end(), value) != container.end();
}

bool satisfies(const catalog::Summary::Offered& offered, const OfferWish& wanted) {
    return offered.provides == wanted.provides && contains(offered.platforms, wanted.platform) &&
           (wanted.variant.empty() || contains(offered.variants, wanted.variant));
}

}  // namespace

std::vector<SourceName> offering_sources(const catalog::Summary& summary, const OfferWish& wanted) {
    std::vector<SourceName> sources;
    for (const auto& offered : summary.offers) {
        if (satisfies(offered, wanted)) sources.push_back(offered.source);
    }
    return sources;
}

std::vector<SourceName> offering_sources(const catalog::Summary& summary,
                                         const OfferWish& wanted,
                                         const std::vector<SourceName>& order) {
    const std::vector<SourceName> offering = offering_sources(summary, wanted);
    std::vector<SourceName> sources;
    std::copy_if(order.begin(), order.end(), std::back_inserter(sources), [&](const auto& source) {
        return contains(offering, source);
    });
    return sources;
}

}  // namespace cudaenv::resolve
