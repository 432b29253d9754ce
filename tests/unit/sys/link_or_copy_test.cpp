// SPDX-License-Identifier: Apache-2.0
// Hard links, and copies across file systems.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;

TEST(LinkOrCopy, LinksOnOneFileSystem) {
    const test::TempDir dir;
    replace_file(dir / "from", "x", 0444);
    link_or_copy(dir / "from", dir / "to");
    EXPECT_TRUE(fs::equivalent(dir / "from", dir / "to"));
    EXPECT_EQ(fs::hard_link_count(dir / "to"), 2U);
}

TEST(LinkOrCopy, LinksASymbolicLinkItself) {
    const test::TempDir dir;
    fs::create_symlink("target", dir / "from");
    link_or_copy(dir / "from", dir / "to");
    EXPECT_EQ(fs::read_symlink(dir / "to"), "target");
}

TEST(LinkOrCopy, ReplacesNothingAndNeedsASource) {
    const test::TempDir dir;
    replace_file(dir / "from", "new");
    replace_file(dir / "to", "old");
    EXPECT_THROW(link_or_copy(dir / "from", dir / "to"), Error);
    EXPECT_EQ(read_file_text(dir / "to"), "old");
    EXPECT_THROW(link_or_copy(dir / "absent", dir / "other"), Error);
}

/// A directory on another file system than the temporary directory; empty when there is none.
fs::path make_other_file_system_directory(const fs::path& temporary) {
    struct stat here {};
    struct stat there {};
    std::string name = "/dev/shm/cudaenv-test-XXXXXX";
    if (::stat(temporary.c_str(), &here) != 0 || ::stat("/dev/shm", &there) != 0) return {};
    if (here.st_dev == there.st_dev || ::mkdtemp(name.data()) == nullptr) return {};
    return name;
}

TEST(LinkOrCopy, CopiesWithTheModeAcrossFileSystems) {
    const test::TempDir dir;
    const fs::path other = make_other_file_system_directory(dir.path());
    if (other.empty()) GTEST_SKIP() << "no second file system that tests may write to";
    const ScopeExit cleanup([&] { fs::remove_all(other); });
    const std::string bytes(700'000, 'x');
    replace_file(dir / "from", bytes, 0555);
    fs::create_symlink("target", dir / "link");

    link_or_copy(dir / "from", other / "to");
    link_or_copy(dir / "link", other / "link");

    EXPECT_EQ(read_file_text(other / "to"), bytes);
    EXPECT_EQ(fs::status(other / "to").permissions(), fs::perms(0555));
    EXPECT_EQ(fs::read_symlink(other / "link"), "target");
    EXPECT_THROW(link_or_copy(dir / "from", other / "to"), Error)
        << "a copy replaces nothing either";
    EXPECT_EQ(read_file_text(other / "to"), bytes);
}

}  // namespace
}  // namespace cudaenv
