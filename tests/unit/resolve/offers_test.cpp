// SPDX-License-Identifier: Apache-2.0
// Which source has what of a release.
#include <cudaenv/resolve/offers.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::resolve {
namespace {

using catalog::Provides;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Platform kHere = Platform::linux_x86_64;

catalog::Summary release() {
    catalog::Summary summary;
    summary.offers = {
        {SourceName::debian, Provides::toolkit, {kHere}, {"cuda11"}},
        {SourceName::redist, Provides::toolkit, {kHere, Platform::linux_sbsa}, {"cuda12"}},
        {SourceName::wheels, Provides::runtime, {kHere}, {}}};
    return summary;
}

TEST(OfferingSources, AreThoseWithTheWholeToolkit) {
    EXPECT_THAT(offering_sources(release(), {Provides::toolkit, kHere, ""}),
                ElementsAre(SourceName::debian, SourceName::redist));
}

TEST(OfferingSources, HaveItForThePlatform) {
    EXPECT_THAT(offering_sources(release(), {Provides::toolkit, Platform::linux_sbsa, ""}),
                ElementsAre(SourceName::redist));
}

TEST(OfferingSources, HaveTheVariant) {
    EXPECT_THAT(offering_sources(release(), {Provides::toolkit, kHere, "cuda12"}),
                ElementsAre(SourceName::redist));
}

TEST(OfferingSources, ComeInTheOrderAskedFor) {
    const OfferWish toolkit{Provides::toolkit, kHere, ""};
    EXPECT_THAT(
        offering_sources(
            release(), toolkit, {SourceName::wheels, SourceName::redist, SourceName::debian}),
        ElementsAre(SourceName::redist, SourceName::debian));
    EXPECT_THAT(offering_sources(release(), toolkit, {SourceName::wheels}), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::resolve
