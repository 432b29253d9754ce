// SPDX-License-Identifier: Apache-2.0
// Listing directories.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(DirectoryNames, AreSortedAndEmptyForNothing) {
    const test::TempDir tree;
    for (const char* const name : {"b", "a", "c"}) replace_file(tree / name, "");
    EXPECT_THAT(directory_names(tree.path()), ElementsAre("a", "b", "c"));
    EXPECT_THAT(directory_names(tree / "absent"), IsEmpty());
    EXPECT_THAT(directory_names(tree / "a"), IsEmpty());
    fs::create_symlink("loop", tree / "loop");  // which not even root can read
    EXPECT_THROW(directory_names(tree / "loop"), Error);
}

TEST(ListDirectory, HasWhatCanBeReadAndNothingElse) {
    const test::TempDir tree;
    replace_file(tree / "file", "");
    fs::create_symlink("loop", tree / "loop");
    EXPECT_THAT(list_directory(tree.path()), testing::UnorderedElementsAre("file", "loop"));
    for (const char* const name : {"absent", "file", "loop"})
        EXPECT_THAT(list_directory(tree / name), IsEmpty()) << name;
}

TEST(RealDirectory, IsNoLinkToOne) {
    const test::TempDir tree;
    replace_file(tree / "directory/file", "");
    fs::create_symlink("directory", tree / "link");
    EXPECT_TRUE(is_real_directory(tree / "directory"));
    for (const char* const name : {"link", "directory/file", "absent", "directory/file/x"})
        EXPECT_FALSE(is_real_directory(tree / name)) << name;
}

}  // namespace
}  // namespace cudaenv
