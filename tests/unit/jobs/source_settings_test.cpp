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
    source::Settings settings(const std::string& source) {
        return source_settings(source, config_, environment);
    }
    config::Config config_;
};

TEST_F(SourceSettings, OfPipAreOnlyReadForWheels) {
    environment.set("PIP_INDEX_URL", "https://pypi.example/simple");
    environment.set("PIP_PROXY", "not a proxy:::");
    EXPECT_THAT(settings("wheels").wheel_indexes, SizeIs(1));
    EXPECT_TRUE(settings("wheels").wheel_fault);
    for (const char* source : {"redist", "debian"}) {
        EXPECT_THAT(settings(source).wheel_indexes, IsEmpty()) << source;
        EXPECT_FALSE(settings(source).wheel_fault) << source;
    }
}

TEST_F(SourceSettings, OfAptAreOnlyReadForDebian) {
    write("system/etc/os-release", "ID=debian\n");
    write("system/etc/apt/sources.list", "deb https://debian.example/debian bookworm main\n");
    EXPECT_THAT(settings("debian").debian_bases, SizeIs(1));
    EXPECT_THAT(settings("wheels").debian_bases, IsEmpty());
    EXPECT_THAT(settings("redist").debian_bases, IsEmpty());
}

TEST_F(SourceSettings, OfCudaenvComeBeforeThoseOfPip) {
    environment.set("PIP_INDEX_URL", "not an address");
    EXPECT_TRUE(settings("wheels").wheel_fault);
    config_.wheel_index_url =
        NamedUrl{parse_url("https://mine.example/simple", "test"), "wheel_index_url"};
    EXPECT_FALSE(settings("wheels").wheel_fault);
    EXPECT_EQ(settings("wheels").wheel_indexes.at(0).name, "wheel_index_url");
}

}  // namespace
}  // namespace cudaenv::jobs
