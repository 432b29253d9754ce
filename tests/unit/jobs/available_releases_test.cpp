// SPDX-License-Identifier: Apache-2.0
// What could be installed, and what is to be said of each release.
#include "session_fixture.hpp"
#include "support/fake_catalog.hpp"

#include <cudaenv/jobs/available_releases.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::FakeCatalog;
using resolve::Reason;
using resolve::Verdict;
using testing::ElementsAre;
using testing::IsEmpty;

AvailableRelease release(const char* version,
                         Verdict verdict,
                         std::optional<Reason> reason = std::nullopt,
                         const char* min_driver = nullptr) {
    AvailableRelease made;
    made.version = parse_version(version);
    made.judgement.verdict = verdict;
    made.judgement.reason = reason;
    if (min_driver != nullptr) made.judgement.min_driver = parse_version(min_driver);
    return made;
}

std::vector<Remark> remarks_on(std::vector<AvailableRelease> releases) {
    remark_on(releases);
    std::vector<Remark> remarks;
    for (const AvailableRelease& each : releases) remarks.push_back(each.remark);
    return remarks;
}

TEST(RemarkOn, CallsOnlyWhatResolveTakesTheNewestNative) {
    auto preview = release("13.4.0", Verdict::native);
    preview.prerelease = true;
    auto withdrawn = release("12.4.3", Verdict::native, std::nullopt, "550.54.15");
    withdrawn.yanked = true;
    EXPECT_THAT(remarks_on({preview,
                            withdrawn,
                            release("12.4.2", Verdict::native, Reason::gpu_partly),
                            release("12.4.1", Verdict::native, Reason::gpu_too_new),
                            release("12.4.0", Verdict::native),
                            release("12.3.0", Verdict::native, std::nullopt, "545.23.06")}),
                ElementsAre(Remark::prerelease,
                            Remark::withdrawn,
                            Remark::not_every_gpu,
                            Remark::only_ptx,
                            Remark::newest_native,
                            Remark::none));
}

TEST(RemarkOn, NamesWhatIsInTheWayOfAReleaseThatIsNotNative) {
    EXPECT_THAT(
        remarks_on({release("13.5.0", Verdict::unsupported, Reason::requirement_unknown),
                    release("13.0.2", Verdict::unsupported, Reason::gpu_dropped, "580.65.06"),
                    release("12.9.2", Verdict::minor_compat, Reason::driver_too_old, "575.51.03"),
                    release("12.8.0", Verdict::compile_only)}),
        ElementsAre(
            Remark::unknown_driver, Remark::gpu_dropped, Remark::needs_driver, Remark::none));
}

TEST(OrderSources, PutsThemInTheOrderOfPreference) {
    std::vector<AvailableRelease> releases{release("12.4.1", Verdict::native)};
    releases.front().sources = {SourceName::debian, SourceName::wheels, SourceName::redist};
    order_sources(releases, {SourceName::redist, SourceName::debian});
    EXPECT_THAT(releases.front().sources,
                ElementsAre(SourceName::redist, SourceName::debian, SourceName::wheels));
}

catalog::Summary summary(const char* version, catalog::Provides provides) {
    catalog::Summary made;
    made.version = parse_version(version);
    made.offers = {{SourceName::wheels, provides, {Platform::linux_x86_64}, {}}};
    return made;
}

std::vector<std::string> texts_of(const std::vector<AvailableRelease>& releases) {
    std::vector<std::string> texts;
    for (const AvailableRelease& each : releases) texts.push_back(each.version.text());
    return texts;
}

TEST(AvailableReleases, AreThoseThatASourceHasAsAToolkitNewestFirst) {
    FakeCatalog catalog;
    catalog.releases[Product::cuda] = {summary("12.4.0", catalog::Provides::toolkit),
                                       summary("12.4.1", catalog::Provides::toolkit),
                                       summary("12.5.0", catalog::Provides::runtime),
                                       summary("13.0.0", catalog::Provides::toolkit)};
    const auto texts = [&](const char* spec) {
        return texts_of(available_releases(parse_spec(spec), {}, catalog, {}));
    };
    EXPECT_THAT(texts("latest"), ElementsAre("13.0.0", "12.4.1", "12.4.0"));
    EXPECT_THAT(texts("12"), ElementsAre("12.4.1", "12.4.0"));
}

TEST(AvailableReleases, ListAPrereleaseWithItsVersionThoughNoRangeTakesIt) {
    FakeCatalog catalog;
    catalog.releases[Product::cuda] = {summary("13.4.0", catalog::Provides::toolkit)};
    catalog.releases[Product::cuda].front().prerelease = true;
    const auto texts = [&](const char* spec) {
        return texts_of(available_releases(parse_spec(spec), {}, catalog, {}));
    };
    EXPECT_THAT(texts("latest"), ElementsAre("13.4.0"));
    EXPECT_THAT(texts("13"), ElementsAre("13.4.0"));
    EXPECT_THAT(texts("12"), IsEmpty());
}

TEST(AvailableReleases, AreInstalledUnlessATrustedLockBroughtThem) {
    FakeCatalog catalog;
    catalog.releases[Product::cuda] = {summary("12.4.1", catalog::Provides::toolkit)};
    store::Installed environment;
    environment.toolkit = parse_version("12.4.1");
    const auto is_installed = [&] {
        return available_releases(parse_spec("12"), {}, catalog, {environment}).front().installed;
    };
    EXPECT_TRUE(is_installed());
    environment.activation.project = "/somewhere";
    EXPECT_FALSE(is_installed());
}

TEST(UnsourcedReleases, AreThoseOfTheDriverTableThatNoSourceHasAsAToolkit) {
    FakeCatalog catalog;
    for (const char* toolkit : {"8.0.44", "12.4.1", "13.0.0", "13.0.2"}) {
        catalog::DriverRow row;
        row.toolkit = parse_version(toolkit);
        catalog.driver_table.rows.push_back(row);
    }
    catalog.releases[Product::cuda] = {summary("13.0.0", catalog::Provides::runtime),
                                       summary("13.0.2", catalog::Provides::toolkit)};
    const auto texts = [&](const char* spec) {
        std::vector<std::string> found;
        for (const auto& version :
             unsourced_releases(parse_spec(spec), Platform::linux_x86_64, catalog))
            found.push_back(version.text());
        return found;
    };
    EXPECT_THAT(texts("latest"), ElementsAre("8.0.44", "12.4.1", "13.0.0"));
    EXPECT_THAT(texts("13"), ElementsAre("13.0.0"));
}

TEST(KnowsRelease, OfSourcesAndOfTheDriverTable) {
    FakeCatalog catalog;
    catalog.releases[Product::cuda] = {summary("12.4.1", catalog::Provides::toolkit)};
    catalog.driver_table.rows.emplace_back();
    catalog.driver_table.rows.back().toolkit = parse_version("8.0.44");
    EXPECT_TRUE(knows_release(parse_spec("12"), catalog));
    EXPECT_TRUE(knows_release(parse_spec("8"), catalog));
    EXPECT_FALSE(knows_release(parse_spec("12.5"), catalog));
}

class FindAvailable : public testing::Test, protected test::SessionFixture {
 protected:
    Session session_{surroundings()};
};

TEST_F(FindAvailable, OrdersSourcesAsConfigured) {
    write("config/config.yaml", "sources: [debian, redist]\n");
    const auto found = find_available(parse_spec("12.4.1"), session_);
    const auto& available = std::get<AvailableReleases>(found);
    ASSERT_THAT(texts_of(available.releases), ElementsAre("12.4.1"));
    EXPECT_EQ(available.releases.front().sources.front(), SourceName::debian);
    EXPECT_THAT(available.unsourced, IsEmpty());
    EXPECT_FALSE(available.driver);
}

TEST_F(FindAvailable, RefusesASpecThatNamesNoRelease) {
    const auto found = find_available(parse_spec("system"), session_);
    const auto* refusal = std::get_if<resolve::Refusal>(&found);
    ASSERT_NE(refusal, nullptr);
    EXPECT_TRUE(std::holds_alternative<resolve::NamesNoRelease>(*refusal));
}

}  // namespace
}  // namespace cudaenv::jobs
