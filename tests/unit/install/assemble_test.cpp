// SPDX-License-Identifier: Apache-2.0
// Environments linked together from store entries.
#include "install/assemble.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <string>
#include <vector>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class AssemblerTest : public ::testing::Test {
 protected:
    void write(const std::string& path, const std::string& text) const {
        replace_file(dir_ / path, text, 0444);
    }
    void link(const std::string& path, const std::string& target) const {
        fs::create_directories((dir_ / path).parent_path());
        fs::create_symlink(target, dir_ / path);
    }
    /// Adds all `entries`, the last of which must be refused for `path`; the message names it and
    /// the first owner.
    void expect_conflict(const std::vector<std::string>& entries, const std::string& path) {
        try {
            for (const std::string& entry : entries) assembler_.add(dir_ / entry);
            ADD_FAILURE() << path << " was accepted";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), AllOf(HasSubstr(entries.front()), HasSubstr(path)));
        }
    }

    test::TempDir dir_;
    CancelFlag cancel_;
    Assembler assembler_{dir_ / "prefix", cancel_};
};

TEST_F(AssemblerTest, LinksFilesOfEveryEntryIntoOneTree) {
    write("a/bin/nvcc", "tool");
    write("b/lib/libcudart.so.12", "library");
    assembler_.add(dir_ / "a");
    assembler_.add(dir_ / "b");
    EXPECT_TRUE(fs::equivalent(dir_ / "a/bin/nvcc", dir_ / "prefix/bin/nvcc"));
    EXPECT_EQ(read_file_text(dir_ / "prefix/lib/libcudart.so.12"), "library");
}

TEST_F(AssemblerTest, RepeatsSymbolicLinksAsTheyAre) {
    write("a/lib/libcudart.so.12", "library");
    fs::create_symlink("libcudart.so.12", dir_ / "a/lib/libcudart.so");
    assembler_.add(dir_ / "a");
    EXPECT_EQ(fs::read_symlink(dir_ / "prefix/lib/libcudart.so"), "libcudart.so.12");
}

TEST_F(AssemblerTest, AcceptsTheSameBytesAtOnePath) {
    write("a/include/nv/target", "same");
    write("b/include/nv/target", "same");
    assembler_.add(dir_ / "a");
    assembler_.add(dir_ / "b");
    EXPECT_EQ(read_file_text(dir_ / "prefix/include/nv/target"), "same");
}

TEST_F(AssemblerTest, RefusesDifferentBytesAtOnePathNamingBothEntries) {
    write("one-1.0/include/x.h", "left");
    write("two-2.0/include/x.h", "right");
    assembler_.add(dir_ / "one-1.0");
    try {
        assembler_.add(dir_ / "two-2.0");
        FAIL() << "two different files at one path were accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_THAT(error.message(),
                    AllOf(HasSubstr("one-1.0"), HasSubstr("two-2.0"), HasSubstr("include/x.h")));
    }
}

TEST_F(AssemblerTest, RefusesAFileWhereAnotherEntryHasALink) {
    write("a/lib/target", "x");
    link("a/lib/name", "target");
    write("b/lib/name", "x");
    expect_conflict({"a", "b"}, "lib/name");
}

TEST_F(AssemblerTest, RefusesDifferentLinksAtOnePath) {
    link("a/lib/name", "one");
    link("b/lib/name", "two");
    expect_conflict({"a", "b"}, "lib/name");
}

TEST_F(AssemblerTest, RefusesAPathBelowALinkOfAnotherEntry) {
    write("a/lib/x", "x");
    link("a/p/q/r", "../../lib");
    write("b/p/q/r/file", "x");
    expect_conflict({"a", "b"}, "p/q/r");
    EXPECT_FALSE(fs::exists(dir_ / "prefix/lib/file"));
}

TEST_F(AssemblerTest, RefusesALinkWhereAnotherEntryHasADirectory) {
    write("a/p/file", "x");
    link("b/p", "lib");
    expect_conflict({"a", "b"}, "p");
}

TEST_F(AssemblerTest, RefusesADirectoryWhereAnotherEntryHasAFile) {
    write("a/p", "x");
    write("b/p/file", "x");
    expect_conflict({"a", "b"}, "p");
}

TEST_F(AssemblerTest, RefusesAFileWhereAnotherEntryHasADirectory) {
    write("a/p/file", "x");
    write("b/p", "x");
    expect_conflict({"a", "b"}, "p");
}

// Each entry keeps inside its own tree; laid over one another, the first two make a way out.
TEST_F(AssemblerTest, LetsNoFileOutThroughLinksOfSeveralEntries) {
    write("a/lib/x1", "x");
    link("a/p/q/r", "../../lib");
    link("b/p/q/r/x", "../../../outside");
    write("c/p/q/r/x/escaped", "x");
    fs::create_directories(dir_ / "outside");
    Assembler assembler(dir_ / "root/prefix", cancel_);
    assembler.add(dir_ / "a");
    EXPECT_THROW(assembler.add(dir_ / "b"), Error);
    EXPECT_THROW(assembler.add(dir_ / "c"), Error);
    EXPECT_TRUE(fs::is_empty(dir_ / "outside"));
}

TEST_F(AssemblerTest, RefusesWhatIsNeitherFileNorDirectoryNorLink) {
    fs::create_directories(dir_ / "a/lib");
    ASSERT_EQ(::mkfifo((dir_ / "a/lib/fifo").c_str(), 0600), 0);
    expect_conflict({"a"}, "lib/fifo");
}

TEST_F(AssemblerTest, LeavesOutWhatAnEntrySaysAboutItself) {
    write("a/.cudaenv/files", "digests");
    write("a/bin/tool", "x");
    write("a/share/.cudaenv/file", "x");
    assembler_.add(dir_ / "a");
    EXPECT_FALSE(fs::exists(dir_ / "prefix/.cudaenv"));
    EXPECT_TRUE(fs::exists(dir_ / "prefix/bin/tool"));
    EXPECT_TRUE(fs::exists(dir_ / "prefix/share/.cudaenv/file"));
}

TEST_F(AssemblerTest, BoundsThePathsOfAPrefix) {
    write("a/bin/tool", "x");
    write("b/lib/longer-name", "x");
    Assembler few(dir_ / "few", cancel_, {.max_paths = 3, .max_path_bytes = 1000});
    few.add(dir_ / "a");
    EXPECT_THROW(few.add(dir_ / "b"), Error);
    Assembler small(dir_ / "small", cancel_, {.max_paths = 1000, .max_path_bytes = 20});
    small.add(dir_ / "a");
    EXPECT_THROW(small.add(dir_ / "b"), Error);
}

TEST_F(AssemblerTest, StopsWhenCancelled) {
    write("a/bin/tool", "x");
    cancel_.set();
    EXPECT_THROW(assembler_.add(dir_ / "a"), Interrupted);
}

}  // namespace
}  // namespace cudaenv::install
