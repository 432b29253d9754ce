// SPDX-License-Identifier: Apache-2.0
// Downloads that are kept serve later installations, once they have been checked again.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/digest/hash.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

using testing::Contains;
using testing::SizeIs;

class DownloadCache : public testing::Test {
 protected:
    void SetUp() override {
        world.environment.set("CUDAENV_KEEP_DOWNLOADS", "true");
        world.install({"12.4.1", "--profile", "minimal"});
        ASSERT_EQ(world.run({"uninstall", "12.4.1"}).status, 0);
    }

    [[nodiscard]] std::string digest() const {
        return digest::hash_bytes(upstream.bytes("12.4.131-archive")).hex();
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(DownloadCache, ServesAnInstallationWithoutANetwork) {
    EXPECT_THAT(names_in(world.layout().downloads()), Contains(digest()));
    const std::size_t before = upstream.server().requests().size();
    world.install({"12.4.1", "--profile", "minimal", "--offline"});
    EXPECT_THAT(upstream.server().requests(), SizeIs(before));
}

TEST_F(DownloadCache, ThatWasSpoiledIsFetchedAnew) {
    const auto file = world.layout().downloads() / digest();
    write_bytes(file, std::string(std::filesystem::file_size(file), 'x'));
    world.install({"12.4.1", "--profile", "minimal"});
    EXPECT_THAT(upstream.server().requests(upstream.address("12.4.131-archive")), SizeIs(2));
    EXPECT_EQ(digest::hash_bytes(text_of(file)).hex(), digest());
}

TEST_F(DownloadCache, IsNotEnoughOfflineForWhatItDoesNotHold) {
    EXPECT_EQ(world.run({"install", "12.4.0", "--profile", "minimal", "--offline"}).status, 4);
}

}  // namespace
}  // namespace cudaenv::test
