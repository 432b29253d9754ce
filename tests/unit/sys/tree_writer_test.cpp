// SPDX-License-Identifier: Apache-2.0
// Trees are made without passing through a link, and what stands in the way is told apart.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;

class TreeWriterTest : public testing::Test {
 protected:
    TreeWriterTest() {
        fs::create_directories(dir_ / "tree");
        fs::create_directories(dir_ / "from");
        fs::create_directories(dir_ / "outside");
        tree_.emplace(dir_ / "tree");
    }
    void create(const std::string& path) { static_cast<void>(tree_->create_file(path)); }
    void link_from(const std::string& from, const std::string& path) {
        const UniqueFd directory = open_file(dir_ / "from", O_RDONLY | O_DIRECTORY);
        tree_->link_or_copy(directory.get(), from, path, cancel_);
    }
    static std::optional<Obstruction> obstruction(const std::function<void()>& action) {
        try {
            action();
        } catch (const Obstructed& obstructed) {
            return obstructed.obstruction();
        }
        return std::nullopt;
    }

    test::TempDir dir_;
    CancelFlag cancel_;
    std::optional<TreeWriter> tree_;
};

TEST_F(TreeWriterTest, MakesDirectoriesThatTheirOwnerCanUseWhateverTheUmask) {
    const mode_t before = ::umask(0777);
    create("a/b/file");
    ::umask(before);
    for (const char* name : {"tree/a", "tree/a/b"})
        EXPECT_EQ(fs::status(dir_ / name).permissions(), fs::perms::owner_all) << name;
}

TEST_F(TreeWriterTest, MakesWhatIsOnTheWayAndCountsIt) {
    create("a/b/file");
    create("a/b/other");
    create("a/c/file");
    tree_->ensure_directory("a/d");
    tree_->ensure_directory("a/d");
    tree_->make_symlink("e/link", "../a/b/file");
    tree_->make_hard_link("a/b/file", "f/name");
    EXPECT_EQ(tree_->directories_made(), 6U);
    EXPECT_TRUE(fs::equivalent(dir_ / "tree/a/b/file", dir_ / "tree/e/link"));
    EXPECT_TRUE(fs::equivalent(dir_ / "tree/a/b/file", dir_ / "tree/f/name"));
    EXPECT_TRUE(fs::is_directory(dir_ / "tree/a/d"));
}

TEST_F(TreeWriterTest, TellsWhatStandsInTheWay) {
    create("file");
    create("directory/file");
    tree_->make_symlink("link", "directory");
    replace_file(dir_ / "from/x", "x");
    EXPECT_EQ(obstruction([&] { create("file"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { create("link"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { create("directory"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { tree_->make_symlink("directory", "x"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { tree_->make_hard_link("file", "link"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { link_from("x", "file"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { create("file/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { create("link/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { tree_->ensure_directory("link"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { tree_->ensure_directory("link/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { tree_->make_symlink("link/x", "y"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { tree_->make_hard_link("file", "link/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { link_from("x", "link/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { create(std::string(300, 'x')); }), Obstruction::long_name);
}

TEST_F(TreeWriterTest, FollowsNoLinkOutOfTheTree) {
    fs::create_directory_symlink("../outside", dir_ / "tree/out");
    fs::create_symlink("../outside/new", dir_ / "tree/new");
    replace_file(dir_ / "from/x", "x");
    EXPECT_EQ(obstruction([&] { create("out/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { create("new"); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { link_from("x", "out/y/x"); }), Obstruction::below);
    EXPECT_TRUE(fs::is_empty(dir_ / "outside"));
}

TEST_F(TreeWriterTest, DoesNotTakeALinkForItsRoot) {
    fs::create_directory_symlink("outside", dir_ / "link");
    EXPECT_THROW(TreeWriter(dir_ / "link"), Error);
}

TEST_F(TreeWriterTest, NamesThePlaceThatCannotBeMade) {
    try {
        TreeWriter("/proc/self/task").ensure_directory("a/b");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), testing::HasSubstr("/proc/self/task/a/b"));
    }
}

TEST_F(TreeWriterTest, LinksAFileOfAnotherTree) {
    replace_file(dir_ / "from/a/x", "x", 0444);
    link_from("a/x", "b/y");
    EXPECT_TRUE(fs::equivalent(dir_ / "from/a/x", dir_ / "tree/b/y"));
    EXPECT_THROW(link_from("absent", "c"), Error);
}

TEST_F(TreeWriterTest, MakesALinkOnlyWhereNothingIs) {
    create("file");
    tree_->ensure_symlink("file", "x");
    tree_->ensure_symlink("a/b", "one");
    tree_->ensure_symlink("a/b", "two");
    EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(dir_ / "tree/file")));
    EXPECT_EQ(fs::read_symlink(dir_ / "tree/a/b"), "one");
    EXPECT_EQ(obstruction([&] { tree_->ensure_symlink("file/x", "y"); }), Obstruction::below);
}

TEST_F(TreeWriterTest, ReplacesAFileWithoutWritingIntoItsOtherNames) {
    replace_file(dir_ / "from/x", "shared", 0644);
    link_from("x", "hard");
    tree_->make_symlink("soft", "../from/x");
    tree_->replace_file("hard", "mine", 0444);
    tree_->replace_file("soft", "mine", 0555);
    tree_->replace_file("new/file", "mine", 0444);
    EXPECT_EQ(read_file_text(dir_ / "from/x"), "shared");
    EXPECT_EQ(read_file_text(dir_ / "tree/hard"), "mine");
    EXPECT_EQ(read_file_text(dir_ / "tree/soft"), "mine");
    EXPECT_EQ(fs::symlink_status(dir_ / "tree/soft").permissions(), fs::perms(0555));
    EXPECT_EQ(obstruction([&] { tree_->replace_file("new", "x", 0444); }), Obstruction::taken);
    EXPECT_EQ(obstruction([&] { tree_->replace_file("soft/x", "x", 0444); }), Obstruction::below);
}

TEST_F(TreeWriterTest, RenamesAndRemovesTheLinkNotWhatItLeadsTo) {
    replace_file(dir_ / "from/x", "x");
    tree_->make_symlink("link", "../from/x");
    tree_->make_symlink("directory", "../from");
    tree_->rename("link", "a/renamed");
    EXPECT_EQ(fs::read_symlink(dir_ / "tree/a/renamed"), "../from/x");
    tree_->remove_file("a/renamed");
    tree_->remove_file("a/renamed");
    EXPECT_EQ(obstruction([&] { tree_->remove_file("directory/x"); }), Obstruction::below);
    EXPECT_EQ(obstruction([&] { tree_->rename("a", "directory/x"); }), Obstruction::below);
    EXPECT_EQ(read_file_text(dir_ / "from/x"), "x");
}

TEST_F(TreeWriterTest, GivesAFileAsManyNamesAsTheFileSystemAllows) {
    constexpr int more_than_ext4_allows = 65'500;
    create("0");
    std::optional<Obstruction> met;
    for (int i = 1; i < more_than_ext4_allows && !met; ++i)
        met = obstruction([&] { tree_->make_hard_link("0", std::to_string(i)); });
    if (!met) GTEST_SKIP() << "this file system allows more";
    EXPECT_EQ(met, Obstruction::many_names);
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

TEST_F(TreeWriterTest, CopiesWithTheModeAcrossFileSystems) {
    const fs::path other = make_other_file_system_directory(dir_.path());
    if (other.empty()) GTEST_SKIP() << "no second file system that tests may write to";
    const ScopeExit cleanup([&] { fs::remove_all(other); });
    const std::string bytes(700'000, 'x');
    replace_file(dir_ / "from/x", bytes, 0555);
    tree_.emplace(other);
    link_from("x", "to");
    EXPECT_EQ(read_file_text(other / "to"), bytes);
    EXPECT_EQ(fs::status(other / "to").permissions(), fs::perms(0555));
    EXPECT_EQ(obstruction([&] { link_from("x", "to"); }), Obstruction::taken);
    cancel_.set();
    EXPECT_THROW(link_from("x", "again"), Interrupted);
}

}  // namespace
}  // namespace cudaenv
