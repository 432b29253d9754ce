// SPDX-License-Identifier: Apache-2.0
// What a file system takes yet.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv {
namespace {

TEST(FreeSpace, IsThatOfTheNearestExistingParent) {
    const test::TempDir dir;
    std::ofstream(dir / "f");
    const FreeSpace here = free_space(dir.path());
    EXPECT_GT(here.bytes.value, 0U);
    for (const auto& path : {dir / "absent/below", dir / "f/below"})
        EXPECT_EQ(free_space(path).file_system, here.file_system) << path;
    EXPECT_GT(free_space("cudaenv-absent/below").bytes.value, 0U);
}

TEST(FreeSpace, TellsFileSystemsApart) {
    const test::TempDir dir;
    EXPECT_NE(free_space("/proc").file_system, free_space(dir.path()).file_system);
}

TEST(FreeSpace, KnowsNoInodesWhereNoneAreCounted) {
    EXPECT_EQ(free_space("/proc").inodes, std::nullopt);
}

TEST(FreeSpace, ReportsWhatItMayNotAsk) {
    EXPECT_THROW(free_space(""), Error);
}

TEST(SpaceGuard, LetsPassWhatLeavesTheReserve) {
    const test::TempDir dir;
    SpaceGuard guard(dir.path(), ByteCount{1});
    EXPECT_NO_THROW(guard.require(ByteCount{1}));
    EXPECT_NO_THROW(guard.require(ByteCount{1000}));
}

TEST(SpaceGuard, StopsWhatWouldTakeMore) {
    const test::TempDir dir;
    const ByteCount free = free_space(dir.path()).bytes;
    SpaceGuard all_of_it(dir.path(), ByteCount{0});
    EXPECT_THROW(all_of_it.require({free.value * 2}), Error);
    SpaceGuard none_of_it(dir.path(), {free.value * 2});
    try {
        none_of_it.require(ByteCount{1});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), testing::HasSubstr(dir.path().string() + " is nearly full"));
    }
}

}  // namespace
}  // namespace cudaenv
