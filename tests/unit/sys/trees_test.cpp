// SPDX-License-Identifier: Apache-2.0
// Making, removing and measuring directory trees.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <thread>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(EnsureDirectory, IsIdempotentAndMakesParents) {
    const test::TempDir dir;
    ensure_directory(dir / "a/b/c");
    ensure_directory(dir / "a/b/c");
    EXPECT_TRUE(fs::is_directory(dir / "a/b/c"));
}

TEST(EnsureDirectory, ReportsAFileInTheWay) {
    const test::TempDir dir;
    replace_file(dir / "f", "");
    for (const char* name : {"f", "f/below"}) {
        try {
            ensure_directory(dir / name);
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::io);
            EXPECT_THAT(error.message(), HasSubstr("Not a directory"));
        }
    }
}

TEST(RemoveTree, RemovesFilesTreesAndNothing) {
    const test::TempDir dir;
    replace_file(dir / "tree/deep/f", "");
    replace_file(dir / "file", "");
    remove_tree(dir / "tree");
    remove_tree(dir / "file");
    remove_tree(dir / "absent");
    EXPECT_TRUE(fs::is_empty(dir.path()));
}

TEST(RemoveTree, FollowsNoSymbolicLink) {
    const test::TempDir dir;
    replace_file(dir / "kept/f", "x");
    fs::create_directories(dir / "tree");
    fs::create_directory_symlink(dir / "kept", dir / "tree/link");
    fs::create_directory_symlink(dir / "kept", dir / "link");
    remove_tree(dir / "tree");
    remove_tree(dir / "link");
    EXPECT_EQ(read_file_text(dir / "kept/f"), "x");
    EXPECT_FALSE(fs::exists(fs::symlink_status(dir / "link")));
}

/// As an ordinary user from here on; root may do anything.
void become_user(const fs::path& dir) {
    constexpr uid_t nobody = 65534;
    if (::geteuid() != 0) return;
    const bool changed = ::chown(dir.c_str(), nobody, nobody) == 0 && ::setuid(nobody) == 0;
    if (!changed) ::_exit(9);
}

/// A read-only tree with a link out of it.
[[noreturn]] void remove_read_only_tree_as_user(const fs::path& dir) {
    become_user(dir);
    replace_file(dir / "kept/f", "x");
    fs::permissions(dir / "kept", fs::perms(0555));
    replace_file(dir / "tree/a/b/f", "x", 0444);
    fs::create_directory_symlink(dir / "kept", dir / "tree/a/link");
    for (const char* name : {"tree/a/b", "tree/a", "tree"})
        fs::permissions(dir / name, fs::perms(0555));
    remove_tree(dir / "tree");
    const bool kept = fs::status(dir / "kept").permissions() == fs::perms(0555);
    ::_exit(!fs::exists(dir / "tree") && kept ? 0 : 1);
}

/// Somebody exchanges a read-only directory and a link out of the tree while it is removed.
[[noreturn]] void remove_tree_that_changes(const fs::path& dir) {
    become_user(dir);
    replace_file(dir / "kept/f", "x");
    fs::permissions(dir / "kept", fs::perms(0555));
    std::atomic<bool> done{false};
    std::thread other([&] {
        while (!done) {
            ::renameat2(AT_FDCWD,
                        (dir / "tree/swapped").c_str(),
                        AT_FDCWD,
                        (dir / "tree/link").c_str(),
                        RENAME_EXCHANGE);
        }
    });
    for (int round = 0; round < 100; ++round) {
        fs::create_directories(dir / "made/swapped/below");
        fs::create_directory_symlink(dir / "kept", dir / "made/link");
        fs::permissions(dir / "made/swapped", fs::perms(0555));
        fs::rename(dir / "made", dir / "tree");
        while (fs::exists(dir / "tree")) {
            try {
                remove_tree(dir / "tree");
            } catch (const Error&) {
                continue;  // what is exchanged under its hands may not be there
            }
        }
    }
    done = true;
    other.join();
    const bool kept = fs::status(dir / "kept").permissions() == fs::perms(0555);
    ::_exit(kept && fs::exists(dir / "kept/f") ? 0 : 1);
}

TEST(RemoveTree, FollowsNoLinkThatIsPutInThePlaceOfADirectory) {
    const test::TempDir dir;
    EXPECT_EXIT(remove_tree_that_changes(dir.path()), testing::ExitedWithCode(0), "");
}

TEST(RemoveTree, RemovesBelowReadOnlyDirectories) {
    const test::TempDir dir;
    EXPECT_EXIT(remove_read_only_tree_as_user(dir.path()), testing::ExitedWithCode(0), "");
}

TEST(RemoveTree, ReportsWhatItMayNotRemove) {
    try {
        remove_tree("/proc/self/status");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr("cannot remove /proc/self/status"));
    }
}

TEST(TreeSize, CountsHardLinkedFilesOnceAndFollowsNoLink) {
    const test::TempDir dir;
    replace_file(dir / "outside", std::string(10'000, 'x'));
    replace_file(dir / "tree/a", std::string(1000, 'x'));
    replace_file(dir / "tree/deep/b", std::string(100, 'x'));
    fs::create_hard_link(dir / "tree/a", dir / "tree/deep/a2");
    fs::create_symlink("../outside", dir / "tree/l");
    EXPECT_EQ(tree_size(dir / "tree").value, 1000U + 100U + std::string("../outside").size());
}

TEST(TreeSize, CountsOnWhenADirectoryVanishes) {
    const test::TempDir dir;
    replace_file(dir / "tree/kept/a", std::string(1000, 'x'));
    const std::function<void()> make = [&] {
        for (int i = 0; i < 100; ++i) {
            fs::create_directories(dir / "tree/zz/deep/deeper");
            fs::create_symlink("x", dir / "tree/zz/deep/b");
            remove_tree(dir / "tree/zz");
        }
    };
    auto working = std::async(std::launch::async, make);
    while (working.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        EXPECT_GE(tree_size(dir / "tree").value, 1000U);
        EXPECT_LE(tree_size(dir / "tree").value, 1002U);
    }
}

TEST(TreeSize, ThrowsForAnAbsentTree) {
    const test::TempDir dir;
    EXPECT_THROW(tree_size(dir / "absent"), Error);
}

}  // namespace
}  // namespace cudaenv
