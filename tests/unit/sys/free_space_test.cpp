// SPDX-License-Identifier: Apache-2.0
// What file systems still take.
#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>

#include <cerrno>

namespace cudaenv {
namespace {

using testing::HasSubstr;

TEST(FreeSpace, IsThatOfTheNearestExistingParent) {
    const test::TempDir dir;
    const FreeSpace here = free_space(dir.path());
    EXPECT_GT(here.bytes.value, 0U);
    EXPECT_GE(here.capacity, here.bytes);
    EXPECT_EQ(free_space(dir / "absent/below").capacity, here.capacity);
    const UniqueFd open = open_file(dir.path(), O_RDONLY | O_DIRECTORY);
    EXPECT_EQ(free_space(open.get(), dir.path()).capacity, here.capacity);
}

TEST(FreeSpace, OfAFileSystemThatCountsNoFilesSaysSo) {
    EXPECT_EQ(free_space("/proc").inodes, std::nullopt);
}

TEST(FreeSpace, NamesWhatCannotBeMeasured) {
    try {
        free_space(-1, "/data");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr("/data"));
    }
}

TEST(CreationError, NamesInodesOnlyWhenTheyAreWhatIsMissing) {
    const test::TempDir dir;
    EXPECT_THAT(creation_error(dir / "x", ENOSPC).message(), HasSubstr("No space left on device"));
    EXPECT_THAT(creation_error(dir / "x", EACCES).message(), HasSubstr("Permission denied"));
    const Error error = no_files_left("/data/x");
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_EQ(error.message(), "cannot create /data/x: its file system has no inodes left");
    EXPECT_THAT(error.hint(), HasSubstr("df -i"));
}

TEST(FreeSpace, TellsFileSystemsApart) {
    const test::TempDir dir;
    EXPECT_NE(free_space("/proc").file_system, free_space(dir.path()).file_system);
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
