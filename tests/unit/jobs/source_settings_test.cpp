// SPDX-License-Identifier: Apache-2.0
// What each source is configured with.
#include "jobs/source_settings.hpp"

#include "session_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class SourceSettings : public testing::Test, protected test::SessionFixture {
 protected:
    source::Settings settings(SourceName source) {
        return source_settings(source, config_, environment);
    }
    config::Config config_;
};

TEST_F(SourceSettings, OfPipAreOnlyReadForWheels) {
    environment.set("PIP_INDEX_URL", "https://pypi.example/simple");
    environment.set("PIP_PROXY", "not a proxy:::");
    EXPECT_THAT(settings(SourceName::wheels).wheel_indexes, SizeIs(1));
    EXPECT_TRUE(settings(SourceName::wheels).wheel_fault);
    for (const SourceName source : {SourceName::redist, SourceName::debian}) {
        EXPECT_THAT(settings(source).wheel_indexes, IsEmpty()) << source_text(source);
        EXPECT_FALSE(settings(source).wheel_fault) << source_text(source);
    }
}

TEST_F(SourceSettings, OfAptAreOnlyReadForDebian) {
    write("system/etc/os-release", "ID=debian\n");
    write("system/etc/apt/sources.list", "deb https://debian.example/debian bookworm main\n");
    EXPECT_THAT(settings(SourceName::debian).debian_bases, SizeIs(1));
    EXPECT_THAT(settings(SourceName::wheels).debian_bases, IsEmpty());
    EXPECT_THAT(settings(SourceName::redist).debian_bases, IsEmpty());
}

TEST_F(SourceSettings, OfCudaenvComeBeforeThoseOfPip) {
    environment.set("PIP_INDEX_URL", "not an address");
    EXPECT_TRUE(settings(SourceName::wheels).wheel_fault);
    config_.wheel_index_url =
        NamedUrl{parse_url("https://mine.example/simple", "test"), "wheel_index_url"};
    EXPECT_FALSE(settings(SourceName::wheels).wheel_fault);
    EXPECT_EQ(settings(SourceName::wheels).wheel_indexes.at(0).name, "wheel_index_url");
}

}  // namespace
}  // namespace cudaenv::jobs
