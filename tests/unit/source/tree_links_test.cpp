// SPDX-License-Identifier: Apache-2.0
// Making and sweeping links.
#include "source/tree_links.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(EnsureSymlink, LeavesWhatIsThere) {
    const test::TempDir tree;
    replace_file(tree / "lib/libx.so", "text");
    ensure_symlink("libx.so.1", tree / "lib/libx.so");
    EXPECT_FALSE(fs::is_symlink(tree / "lib/libx.so"));
    ensure_symlink("absent", tree / "a/b");
    ensure_symlink("other", tree / "a/b");
    EXPECT_EQ(fs::read_symlink(tree / "a/b"), "absent");
}

TEST(EnsureSymlink, NamesThePathItCannotMake) {
    const test::TempDir tree;
    replace_file(tree / "file", "");
    try {
        ensure_symlink("x", tree / "file/link");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr("file"));
    }
}

TEST(DirectoryNames, AreSortedAndEmptyForNothing) {
    const test::TempDir tree;
    for (const char* const name : {"b", "a", "c"}) replace_file(tree / name, "");
    EXPECT_THAT(directory_names(tree.path()), ElementsAre("a", "b", "c"));
    EXPECT_THAT(directory_names(tree / "absent"), IsEmpty());
    EXPECT_THAT(directory_names(tree / "a"), IsEmpty());
}

TEST(RemoveDanglingLinks, KeepsLinksThatLeadSomewhere) {
    const test::TempDir tree;
    replace_file(tree / "lib/libx.so.1", "");
    ensure_symlink("libx.so.1", tree / "lib/libx.so");
    ensure_symlink("liby.so.1", tree / "lib/liby.so");
    ensure_symlink("lib", tree / "lib64");
    remove_dangling_links(tree.path());
    EXPECT_THAT(directory_names(tree.path()), ElementsAre("lib", "lib64"));
    EXPECT_THAT(directory_names(tree / "lib"), ElementsAre("libx.so", "libx.so.1"));
}

}  // namespace
}  // namespace cudaenv::source
