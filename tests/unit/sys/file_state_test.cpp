// SPDX-License-Identifier: Apache-2.0
// Files as lstat sees them.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/files.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;

TEST(FileState, TellsKindSizeAndMode) {
    const test::TempDir dir;
    replace_file(dir / "f", "four", 0444);
    fs::create_symlink("f", dir / "link");
    EXPECT_EQ(find_file_state(dir / "f").value().kind, FileKind::file);
    EXPECT_EQ(find_file_state(dir / "f").value().size, 4U);
    EXPECT_EQ(find_file_state(dir / "f").value().mode, 0444U);
    EXPECT_EQ(find_file_state(dir / "link").value().kind, FileKind::link);
    EXPECT_EQ(find_file_state(dir.path()).value().kind, FileKind::directory);
    EXPECT_EQ(find_file_state("/dev/null").value().kind, FileKind::other);
}

TEST(FileState, IsAbsentWhereNothingStands) {
    const test::TempDir dir;
    replace_file(dir / "f", "");
    EXPECT_FALSE(find_file_state(dir / "absent"));
    EXPECT_FALSE(find_file_state(dir / "f/below"));
    EXPECT_THROW(find_file_state(dir / std::string(300, 'x')), Error);
}

TEST(FileState, DiffersWhenTheFileIsReplaced) {
    const test::TempDir dir;
    replace_file(dir / "f", "text");
    fs::create_hard_link(dir / "f", dir / "second");
    const FileState before = find_file_state(dir / "f").value();
    EXPECT_EQ(find_file_state(dir / "f").value(), before);
    EXPECT_TRUE(is_same_file(before, find_file_state(dir / "second").value()));
    replace_file(dir / "f", "text");
    EXPECT_NE(find_file_state(dir / "f").value(), before);
    EXPECT_FALSE(is_same_file(before, find_file_state(dir / "f").value()));
}

TEST(FileState, KnowsWhoseAFileIs) {
    const test::TempDir dir;
    FileState state = find_file_state(dir.path()).value();
    EXPECT_TRUE(is_own(state));
    ++state.owner;
    EXPECT_FALSE(is_own(state));
}

}  // namespace
}  // namespace cudaenv
