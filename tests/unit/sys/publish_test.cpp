// SPDX-License-Identifier: Apache-2.0
// Directories made visible in one step, or not at all.
#include "support/temp_dir.hpp"
#include "sys/rename.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/exchange.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/leftovers.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

bool is_empty_directory(const fs::path& path) {
    return fs::directory_iterator(path) == fs::directory_iterator();
}

TEST(RenameIfAbsent, ReplacesNothing) {
    const test::TempDir dir;
    replace_file(dir / "from/f", "new");
    replace_file(dir / "occupied/f", "old");
    fs::create_directories(dir / "empty");
    EXPECT_FALSE(rename_if_absent(dir / "from", dir / "occupied"));
    EXPECT_FALSE(rename_if_absent(dir / "from", dir / "empty"));
    EXPECT_EQ(read_file_text(dir / "occupied/f"), "old");
    EXPECT_TRUE(rename_if_absent(dir / "from", dir / "to"));
    EXPECT_EQ(read_file_text(dir / "to/f"), "new");
    EXPECT_FALSE(fs::exists(dir / "from"));
}

TEST(RenameIfAbsent, ThrowsWhenThereIsNothingToRename) {
    const test::TempDir dir;
    EXPECT_THROW(rename_if_absent(dir / "absent", dir / "to"), Error);
}

TEST(ReplaceDirectory, ExchangesAndRemovesTheOldOne) {
    const test::TempDir dir;
    replace_file(dir / "from/f", "new");
    replace_file(dir / "to/f", "old");
    replace_directory(dir / "from", dir / "to");
    EXPECT_EQ(read_file_text(dir / "to/f"), "new");
    EXPECT_FALSE(fs::exists(dir / "from"));
}

TEST(ExchangeDirectory, KeepsTheOldOneForWhoeverReadsIt) {
    const test::TempDir dir;
    replace_file(dir / "staging/new/f", "new");
    replace_file(dir / "to/f", "old");
    exchange_directory(dir / "staging/new", dir / "to");
    EXPECT_EQ(read_file_text(dir / "to/f"), "new");
    EXPECT_FALSE(fs::exists(dir / "staging/new"));
    const fs::path old = fs::directory_iterator(dir / "staging")->path();
    EXPECT_THAT(old.filename().string(), testing::StartsWith("to."));
    EXPECT_EQ(read_file_text(old / "f"), "old");
}

TEST(ExchangeDirectory, MakesAnAbsentTarget) {
    const test::TempDir dir;
    replace_file(dir / "staging/new/f", "new");
    exchange_directory(dir / "staging/new", dir / "to");
    EXPECT_EQ(read_file_text(dir / "to/f"), "new");
    EXPECT_TRUE(is_empty_directory(dir / "staging"));
}

constexpr uid_t kUser = 65534;
constexpr uid_t kOther = 12345;

void give_away(const fs::path& path, uid_t user) {
    ASSERT_EQ(::chown(path.c_str(), user, user), 0);
}

std::vector<std::string> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    return names;
}

/// Only who may write to a directory may give it another parent.
TEST(AnotherUsersDirectory, IsReplacedAndTakenAwayWhereItStands) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const test::TempDir dir;
    give_away(dir.path(), kUser);
    for (const char* name : {"staging", "store"}) {
        fs::create_directory(dir / name);
        give_away(dir / name, kUser);
    }
    for (const char* name : {"a", "b", "c"}) {
        replace_file(dir / (std::string("store/") + name + "/theirs"), "");
        give_away(dir / (std::string("store/") + name), kOther);
        fs::create_directory(dir / (std::string("staging/") + name));
        give_away(dir / (std::string("staging/") + name), kUser);
    }
    const auto work = [&] {
        if (::setuid(kUser) != 0) ::_exit(9);
        exchange_directory(dir / "staging/a", dir / "store/a");
        replace_directory(dir / "staging/b", dir / "store/b");
        const bool is_gone = !move_aside(dir / "store/c", dir / "staging");
        ::_exit(is_gone && is_empty_directory(dir / "store/a") &&
                        is_empty_directory(dir / "store/b")
                    ? 0
                    : 1);
    };
    EXPECT_EXIT(work(), testing::ExitedWithCode(0), "");
    EXPECT_THAT(names_in(dir / "store"),
                testing::UnorderedElementsAre(
                    "a", "b", HasSubstr(".a."), HasSubstr(".b."), HasSubstr(".c.")));
    EXPECT_THAT(names_in(dir / "staging"), testing::ElementsAre("c"));
}

/// To be given another parent a directory must be writable itself.
[[noreturn]] void move_what_is_closed(const fs::path& dir, fs::perms mode) {
    if (::geteuid() == 0 && (::chown(dir.c_str(), kUser, kUser) != 0 || ::setuid(kUser) != 0))
        ::_exit(9);
    for (const char* name : {"a", "b", "c"}) {
        replace_file(dir / "store" / name / "old", "");
        fs::permissions(dir / "store" / name, mode);
        fs::create_directories(dir / "staging" / name);
    }
    exchange_directory(dir / "staging/a", dir / "store/a");
    replace_directory(dir / "staging/b", dir / "store/b");
    const auto aside = move_aside(dir / "store/c", dir / "staging");
    ::_exit(aside && fs::exists(*aside / "old") && is_empty_directory(dir / "store/a") &&
                    is_empty_directory(dir / "store/b")
                ? 0
                : 1);
}

TEST(OwnDirectory, IsMovedWhateverItsMode) {
    for (const unsigned mode : {0U, 0100U, 0400U, 0500U, 0555U}) {
        const test::TempDir dir;
        EXPECT_EXIT(
            move_what_is_closed(dir.path(), fs::perms{mode}), testing::ExitedWithCode(0), "")
            << mode;
    }
}

TEST(ReplaceDirectory, MakesAnAbsentTarget) {
    const test::TempDir dir;
    replace_file(dir / "from/f", "new");
    replace_directory(dir / "from", dir / "to");
    EXPECT_EQ(read_file_text(dir / "to/f"), "new");
    EXPECT_THROW(replace_directory(dir / "from", dir / "to"), Error);
    EXPECT_EQ(read_file_text(dir / "to/f"), "new") << "a failure leaves the target alone";
}

TEST(RenameFallbacks, BehaveAsTheSystemCallsDo) {
    const test::TempDir dir;
    replace_file(dir / "from/f", "new");
    replace_file(dir / "to/f", "old");
    EXPECT_EQ(checked_rename(dir / "from", dir / "to"), EEXIST);
    EXPECT_EQ(exchange_in_steps(dir / "from", dir / "to"), 0);
    EXPECT_EQ(read_file_text(dir / "to/f"), "new");
    EXPECT_EQ(read_file_text(dir / "from/f"), "old");
    EXPECT_EQ(checked_rename(dir / "from", dir / "third"), 0);
    EXPECT_EQ(exchange_in_steps(dir / "absent", dir / "to"), ENOENT);
    EXPECT_EQ(read_file_text(dir / "to/f"), "new") << "a failed exchange is undone";
    EXPECT_EQ(exchange_in_steps(dir / "third", dir / "absent"), ENOENT);
    EXPECT_EQ(read_file_text(dir / "third/f"), "old");
}

TEST(StagingDirectory, StandsBesideItsTargetAndVanishesUncommitted) {
    const test::TempDir dir;
    {
        const StagingDirectory staging(dir / "staging", "env");
        EXPECT_EQ(staging.path().parent_path(), dir / "staging");
        EXPECT_THAT(staging.path().filename().string(), testing::StartsWith("env."));
        replace_file(staging.path() / "deep/f", "x");
        fs::permissions(staging.path() / "deep", fs::perms(0555));
    }
    EXPECT_TRUE(is_empty_directory(dir / "staging"));
}

TEST(StagingDirectory, IsItsOwnersWhateverTheUmask) {
    const test::TempDir dir;
    fs::create_directory(dir / "staging");
    const mode_t before = ::umask(0777);
    const StagingDirectory staging(dir / "staging", "env");
    ::umask(before);
    EXPECT_EQ(fs::status(staging.path()).permissions(), fs::perms::owner_all);
}

TEST(StagingDirectory, PublishesByOneRename) {
    const test::TempDir dir;
    {
        StagingDirectory staging(dir / "staging", "env");
        replace_file(staging.path() / "f", "x");
        EXPECT_TRUE(staging.commit(dir / "env"));
    }
    EXPECT_EQ(read_file_text(dir / "env/f"), "x");
    EXPECT_TRUE(is_empty_directory(dir / "staging"));
}

TEST(StagingDirectory, YieldsToATargetThatExists) {
    const test::TempDir dir;
    replace_file(dir / "env/f", "first");
    StagingDirectory staging(dir / "staging", "env");
    replace_file(staging.path() / "f", "second");
    EXPECT_FALSE(staging.commit(dir / "env"));
    EXPECT_EQ(read_file_text(dir / "env/f"), "first");
    EXPECT_TRUE(is_empty_directory(dir / "staging"));
}

TEST(MoveAside, GivesAFreshNameToTheDirectoryItself) {
    const test::TempDir dir;
    replace_file(dir / "env/f", "text");
    const auto inode_of = [](const fs::path& path) { return find_file_state(path).value().inode; };
    const auto inode = inode_of(dir / "env");
    const fs::path aside = move_aside(dir / "env", dir / "staging").value();
    EXPECT_FALSE(fs::exists(dir / "env"));
    EXPECT_EQ(aside.parent_path(), dir / "staging");
    EXPECT_EQ(stem_of_unique_name(aside.filename().string()), "env");
    EXPECT_EQ(inode_of(aside), inode);
    try {
        move_aside(dir / "env", dir / "staging");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.error_number(), ENOENT);
    }
}

TEST(StagingDirectory, ReplacesWhenAsked) {
    const test::TempDir dir;
    replace_file(dir / "env/f", "first");
    StagingDirectory staging(dir / "staging", "env");
    replace_file(staging.path() / "f", "second");
    staging.commit_replacing(dir / "env");
    EXPECT_EQ(read_file_text(dir / "env/f"), "second");
    EXPECT_TRUE(is_empty_directory(dir / "staging"));
}

TEST(StagingDirectory, RemovesItselfWhenCommitFails) {
    const test::TempDir dir;
    {
        StagingDirectory staging(dir / "staging", "env");
        EXPECT_THROW(static_cast<void>(staging.commit(dir / "absent/env")), Error);
    }
    EXPECT_TRUE(is_empty_directory(dir / "staging"));
}

TEST(StagingDirectory, SaysWhereItCannotBeMade) {
    try {
        const StagingDirectory staging("/proc/cudaenv-absent", "env");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr("/proc/cudaenv-absent"));
    }
}

}  // namespace
}  // namespace cudaenv
