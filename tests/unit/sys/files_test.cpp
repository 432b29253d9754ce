// SPDX-License-Identifier: Apache-2.0
// Descriptors, reading and replacing files.
#include "support/slow_pipe.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <iterator>
#include <string>
#include <utility>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::ptrdiff_t entry_count(const fs::path& directory) {
    return std::distance(fs::directory_iterator(directory), fs::directory_iterator());
}

TEST(UniqueFd, ClosesWhenReplacedAndOnDestruction) {
    UniqueFd fd = open_file("/dev/null", O_RDONLY);
    const int number = fd.get();
    EXPECT_EQ(::fcntl(number, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    UniqueFd moved = std::move(fd);
    EXPECT_EQ(moved.get(), number);
    moved = UniqueFd();
    EXPECT_FALSE(moved);
    EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST(UniqueFd, ClosesExplicitlyOnce) {
    UniqueFd fd = open_file("/dev/null", O_WRONLY);
    fd.close("/dev/null");
    EXPECT_FALSE(fd);
    EXPECT_NO_THROW(fd.close("/dev/null"));
}

TEST(OpenFile, SaysWhatItCouldNotDo) {
    try {
        open_file("/proc/absent", O_RDONLY);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), "cannot open /proc/absent: No such file or directory");
    }
    try {
        open_file("/proc/absent", O_WRONLY | O_CREAT);
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("cannot create /proc/absent"));
    }
}

TEST(ReplaceFile, NamesWhatCannotBeMadeAndNoNameOfItsOwn) {
    try {
        replace_file("/proc/self/x", "");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("cannot create /proc/self/x: "));
    }
}

TEST(WriteAll, ReportsAFullFileSystemWithAHint) {
    const UniqueFd full = open_file("/dev/full", O_WRONLY);
    try {
        write_all(full.get(), "x", "/data/archive");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_EQ(error.message(), "cannot write /data/archive: No space left on device");
        EXPECT_EQ(
            error.hint(),
            "free some space on the file system of /data/archive, or remove files there when it "
            "has no inodes left (df -h, df -i)");
    }
}

TEST(FindFileText, ReadsBytesAsTheyAre) {
    const test::TempDir dir;
    const std::string bytes("a\0b\r\n", 5);
    replace_file(dir / "f", bytes);
    EXPECT_EQ(find_file_text(dir / "f"), bytes);
    EXPECT_EQ(read_file_text(dir / "f"), bytes);
    EXPECT_FALSE(read_file_text("/proc/self/status").empty()) << "files that claim size 0";
}

TEST(FindFileText, IsNulloptWhenNothingIsThere) {
    const test::TempDir dir;
    replace_file(dir / "f", "x");
    EXPECT_EQ(find_file_text(dir / "absent"), std::nullopt);
    EXPECT_EQ(find_file_text(dir / "f/below"), std::nullopt);
    EXPECT_THROW(read_file_text(dir / "absent"), Error);
}

TEST(FindFileText, RefusesDirectoriesAndFilesBeyondTheLimit) {
    const test::TempDir dir;
    EXPECT_THROW(find_file_text(dir.path()), Error);
    replace_file(dir / "f", "12345");
    EXPECT_EQ(find_file_text(dir / "f", 5), "12345");
    try {
        find_file_text(dir / "f", 4);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr("larger than 4 bytes"));
    }
}

TEST(FindReadableText, IsNulloptWhereItCannotBeRead) {
    const test::TempDir dir;
    replace_file(dir / "f", "12345");
    EXPECT_EQ(find_readable_text(dir / "f", 5), "12345");
    EXPECT_EQ(find_readable_text(dir / "f", 4), std::nullopt);
    EXPECT_EQ(find_readable_text(dir.path()), std::nullopt);
    EXPECT_EQ(find_readable_text(dir / "absent"), std::nullopt);
}

TEST(FindFileText, NeverHangsOnAPipe) {
    const test::TempDir dir;
    ASSERT_EQ(::mkfifo((dir / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(find_file_text(dir / "pipe"), "");
}

TEST(FindGivenText, WaitsForWhoWritesIntoAPipe) {
    const test::SlowPipe pipe({"la", "te"});
    EXPECT_EQ(find_given_text("/dev/fd/" + std::to_string(pipe.end()), 4), "late");
}

TEST(FindGivenText, IsAsAnyTextOtherwise) {
    const test::TempDir dir;
    replace_file(dir / "f", "12345");
    EXPECT_EQ(find_given_text(dir / "f", 5), "12345");
    EXPECT_EQ(find_given_text(dir / "absent", 5), std::nullopt);
    EXPECT_THROW(find_given_text(dir / "f", 4), Error);
}

TEST(ReplaceFile, MakesParentsAndLeavesNothingElse) {
    const test::TempDir dir;
    replace_file(dir / "a/b/f", "one");
    replace_file(dir / "a/b/f", "two");
    EXPECT_EQ(read_file_text(dir / "a/b/f"), "two");
    EXPECT_EQ(entry_count(dir / "a/b"), 1);
}

TEST(ReplaceFile, GivesTheMode) {
    const test::TempDir dir;
    replace_file(dir / "f", "", 0600);
    EXPECT_EQ(fs::status(dir / "f").permissions(), fs::perms(0600));
    replace_file(dir / "f", "", 0555);
    EXPECT_EQ(fs::status(dir / "f").permissions(), fs::perms(0555));
}

TEST(ReplaceFile, LeavesTheFileToItsOwnerWhateverTheUmask) {
    const test::TempDir dir;
    const mode_t before = ::umask(0777);
    replace_file(dir / "f", "x", 0644);
    ::umask(before);
    EXPECT_EQ(fs::status(dir / "f").permissions(), fs::perms{0600});
}

TEST(ReplaceFile, KeepsTheOldFileWhenItFails) {
    const test::TempDir dir;
    fs::create_directories(dir / "target/occupied");
    try {
        replace_file(dir / "target", "x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr((dir / "target").string()));
    }
    EXPECT_TRUE(fs::is_directory(dir / "target/occupied"));
    EXPECT_EQ(entry_count(dir.path()), 1) << "no temporary file stays";
}

}  // namespace
}  // namespace cudaenv
