// SPDX-License-Identifier: Apache-2.0
// Which sources are asked, and what is told of those that do not answer.
#include "jobs/source_choice.hpp"

#include "session_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<SourceName> kOffering{SourceName::redist, SourceName::debian};

TEST(PassedOver, IsAPreferredSourceThatDoesNotAnswer) {
    EXPECT_THAT(
        passed_over(kOffering, SourceName::debian, {{SourceName::redist, {"no such host"}}}),
        ElementsAre(PassedOverSource{SourceName::redist, {"no such host"}}));
}

TEST(PassedOver, IsNoSourceBehindTheChosenOne) {
    EXPECT_THAT(
        passed_over(kOffering, SourceName::redist, {{SourceName::debian, {"no such host"}}}),
        IsEmpty());
}

TEST(PassedOver, IsNoSourceWithoutTheRelease) {
    EXPECT_THAT(
        passed_over(kOffering, SourceName::debian, {{SourceName::wheels, {"no such host"}}}),
        IsEmpty());
}

resolve::Resolution with_libraries(std::vector<resolve::ChosenLibrary> libraries) {
    resolve::Resolution resolution;
    resolution.libraries = std::move(libraries);
    return resolution;
}

TEST(ReplacedLibraries, AreThoseThatComeInAnotherVersion) {
    const auto replaced = replaced_libraries(
        with_libraries({{Product::cudnn, parse_version("9.1.1"), "", SourceName::redist},
                        {Product::nccl, parse_version("2.21.5"), "", SourceName::redist},
                        {Product::cutensor, parse_version("2.0.1"), "", SourceName::redist}}),
        with_libraries({{Product::cudnn, parse_version("8.9.7"), "", SourceName::debian},
                        {Product::nccl, parse_version("2.21.5"), "", SourceName::debian}}));
    ASSERT_THAT(replaced, testing::SizeIs(1));
    EXPECT_EQ(replaced.front().missed.version.text(), "9.1.1");
    EXPECT_EQ(replaced.front().taken.source, SourceName::debian);
}

class SourceChoice : public testing::Test, protected test::SessionFixture {
 protected:
    SourceChoice() { use_local_redist(); }
    Session session_{surroundings()};
};

TEST_F(SourceChoice, AsksNoneOffline) {
    const std::vector<SourceName> names{SourceName::redist};
    const Reachability offline = ask_sources(names, true, session_);
    EXPECT_THAT(offline.reachable, ElementsAre(SourceName::redist));
    EXPECT_THAT(offline.obstacles, IsEmpty());
    EXPECT_THAT(ask_sources(names, false, session_).reachable, IsEmpty());
}

TEST_F(SourceChoice, FindsAToolkitThatIsOfferedAndNoneThatOnlyTablesKnow) {
    const catalog::Summary* toolkit = find_toolkit(parse_version("12.4.1"), session_);
    ASSERT_NE(toolkit, nullptr);
    EXPECT_EQ(toolkit->version.text(), "12.4.1");
    EXPECT_EQ(find_toolkit(parse_version("8.0.44"), session_), nullptr);
}

}  // namespace
}  // namespace cudaenv::jobs
