// SPDX-License-Identifier: Apache-2.0
// What file systems still take.
#include "support/few_descriptors.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>
#include <cudaenv/sys/space_guard.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

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
}

TEST(FreeSpace, TellsMountsApart) {
    const test::TempDir dir;
    const FreeSpace here = free_space(dir.path());
    if (here.mount == 0) GTEST_SKIP() << "this kernel does not tell";
    EXPECT_EQ(free_space(dir / "absent").mount, here.mount);
    EXPECT_NE(free_space("/proc").mount, here.mount);
}

TEST(FreeSpace, OfAFileSystemThatCountsNoFilesSaysSo) {
    EXPECT_EQ(free_space("/proc").inodes, std::nullopt);
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

TEST(CreationError, NamesWhoseOwnerToAskWhereSomethingMayNotBeMade) {
    const test::TempDir dir;
    for (const int reason : {EACCES, EPERM})
        EXPECT_EQ(creation_error(dir / "absent/x", reason).hint(),
                  "check the owner and the permissions of " + dir.path().string());
}

TEST(CreationError, NamesTheDirectoryThatNobodyElseMayLookInto) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may become another user";
    const test::TempDir dir;  // 0700
    const auto ask_as_other = [&] {
        if (::setuid(65534) != 0) ::_exit(9);
        const std::string hint = creation_error(dir / "x/y", EACCES).hint();
        ::_exit(hint == "check the owner and the permissions of " + dir.path().string() ? 0 : 1);
    };
    EXPECT_EXIT(ask_as_other(), testing::ExitedWithCode(0), "");
}

TEST(FreeSpace, TellsFileSystemsApart) {
    const test::TempDir dir;
    EXPECT_NE(free_space("/proc").file_system, free_space(dir.path()).file_system);
}

TEST(FreeSpace, ReportsWhatItMayNotAsk) {
    EXPECT_THROW(free_space(""), Error);
}

TEST(FreeSpace, TellsWhyItCannotAsk) {
    if (test::kNeedsDescriptors) GTEST_SKIP() << "the sanitizer needs them";
    std::string message;
    try {
        const test::FewDescriptors none(0);
        free_space("/");
    } catch (const Error& error) {
        message = error.message();
    }
    EXPECT_THAT(message, HasSubstr("Too many open files"));
}

TEST(SpaceGuard, LetsPassWhatLeavesTheReserve) {
    const test::TempDir dir;
    SpaceGuard guard("download", dir.path(), {ByteCount{1}});
    EXPECT_NO_THROW(guard.spend(1));
    EXPECT_NO_THROW(guard.spend(1000));
    SpaceGuard no_reserve("download", dir.path(), {{~std::uint64_t{0}}, 0});
    EXPECT_NO_THROW(no_reserve.spend(1));
}

TEST(SpaceGuard, StopsWhatWouldTakeMore) {
    const test::TempDir dir;
    const ByteCount free = free_space(dir.path()).bytes;
    SpaceGuard all_of_it("download", dir.path(), {ByteCount{0}});
    EXPECT_THROW(all_of_it.spend(free.value * 2), Error);
    SpaceGuard none_of_it("download x.whl", dir.path(), {{~std::uint64_t{0}}, 100});
    try {
        none_of_it.spend(1);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(),
                    HasSubstr("cannot download x.whl to " + dir.path().string() + ": only "));
        EXPECT_THAT(error.hint(), HasSubstr("free some space"));
    }
}

}  // namespace
}  // namespace cudaenv
