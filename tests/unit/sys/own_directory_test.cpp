// SPDX-License-Identifier: Apache-2.0
// Directories that must be ours, whatever stood there and whatever the umask.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr uid_t kOther = 12345;

unsigned mode_of(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

void expect_refused(const fs::path& path, LinkedName linked, const std::string& reason) {
    try {
        ensure_own_directory(path, 0755, linked);
        ADD_FAILURE() << path;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), AllOf(HasSubstr(path.string()), HasSubstr(reason)));
    }
}

TEST(OwnDirectory, HasItsModeWhateverTheUmask) {
    const test::TempDir dir;
    for (const mode_t mask : {mode_t{0}, mode_t{027}, mode_t{077}, mode_t{0277}}) {
        const std::string name = "d" + std::to_string(mask);
        const mode_t before = ::umask(mask);
        ensure_own_directory(dir / (name + "/open"), 0755);
        ensure_own_directory(dir / (name + "/private"), 0700);
        ::umask(before);
        EXPECT_EQ(mode_of(dir / (name + "/open")), 0755U) << mask;
        EXPECT_EQ(mode_of(dir / (name + "/private")), 0700U) << mask;
        if (mask == 077) break;  // parents that their owner may not enter are of no use
    }
}

TEST(OwnDirectory, LeavesParentsThatTheirOwnerCanUseWhateverTheUmask) {
    const test::TempDir dir;
    const mode_t before = ::umask(0777);
    ensure_own_directory(dir / "local/share/root", 0755);
    ensure_own_directory(dir / "cache/machine", 0700);
    ::umask(before);
    for (const char* name : {"local", "local/share", "cache"})
        EXPECT_EQ(mode_of(dir / name), 0700U) << name;
    EXPECT_EQ(mode_of(dir / "local/share/root"), 0755U);
    EXPECT_EQ(mode_of(dir / "cache/machine"), 0700U);
}

TEST(OwnDirectory, ThatAUmaskClosedToItsOwnerIsOpenedAgain) {
    const test::TempDir dir;
    fs::create_directory(dir / "d");
    fs::permissions(dir / "d", fs::perms::none);
    ensure_own_directory(dir / "d", 0755);
    EXPECT_EQ(mode_of(dir / "d"), 0755U);
    fs::permissions(dir / "d", fs::perms{0555});
    ensure_own_directory(dir / "d", 0755);
    EXPECT_EQ(mode_of(dir / "d"), 0555U) << "read-only may be the user's own choice";
}

TEST(OwnDirectory, TakesBackWhatGoesBeyondItsMode) {
    const test::TempDir dir;
    fs::create_directory(dir / "d");
    fs::permissions(dir / "d", fs::perms{0777});
    ensure_own_directory(dir / "d", 0755);
    EXPECT_EQ(mode_of(dir / "d"), 0755U);
    fs::permissions(dir / "d", fs::perms{0750});
    ensure_own_directory(dir / "d", 0755);
    EXPECT_EQ(mode_of(dir / "d"), 0750U) << "less than asked for is the user's own choice";
    ensure_own_directory(dir / "d", 0700);
    EXPECT_EQ(mode_of(dir / "d"), 0700U);
}

TEST(OwnDirectory, KeepsTheBitThatPassesItsGroupOn) {
    const test::TempDir dir;
    fs::create_directory(dir / "d");
    ASSERT_EQ(::chmod((dir / "d").c_str(), 02775), 0);
    ensure_own_directory(dir / "d", 0755);
    EXPECT_EQ(mode_of(dir / "d"), 02755U);
    ensure_own_directory(dir / "d/below", 0755);
    EXPECT_EQ(mode_of(dir / "d/below"), 02755U);
}

TEST(OwnDirectory, IsNoLinkUnlessThatIsAllowed) {
    const test::TempDir dir;
    fs::create_directory(dir / "real");
    fs::create_directory_symlink("real", dir / "link");
    expect_refused(dir / "link", LinkedName::refused, "is a symbolic link");
    EXPECT_NO_THROW(ensure_own_directory(dir / "link", 0755, LinkedName::allowed));
    EXPECT_TRUE(is_own_directory(dir / "real"));
    EXPECT_FALSE(is_own_directory(dir / "link"));
    EXPECT_FALSE(is_own_directory(dir / "absent"));
}

TEST(OwnDirectory, BelongsToNoOtherUser) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const test::TempDir dir;
    fs::create_directory(dir / "theirs");
    fs::permissions(dir / "theirs", fs::perms{0777});
    fs::create_directory(dir / "ours");
    fs::create_directory_symlink("ours", dir / "their-link");
    ASSERT_EQ(::chown((dir / "theirs").c_str(), kOther, kOther), 0);
    ASSERT_EQ(::lchown((dir / "their-link").c_str(), kOther, kOther), 0);
    expect_refused(dir / "theirs", LinkedName::refused, "belongs to user 12345");
    expect_refused(dir / "their-link", LinkedName::allowed, "link of user 12345");
    EXPECT_EQ(mode_of(dir / "theirs"), 0777U);
    EXPECT_FALSE(is_own_directory(dir / "theirs"));
}

TEST(OwnDirectory, NamesTheParentThatCannotBeMade) {
    try {
        ensure_own_directory("/proc/self/a/b", 0755);
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("cannot create /proc/self/a: "));
    }
}

TEST(OwnDirectory, ReportsAFileInTheWay) {
    const test::TempDir dir;
    replace_file(dir / "f", "");
    for (const char* name : {"f", "f/below"}) {
        try {
            ensure_own_directory(dir / name, 0755);
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::io);
            EXPECT_THAT(error.message(), HasSubstr("Not a directory"));
        }
    }
}

}  // namespace
}  // namespace cudaenv
