// SPDX-License-Identifier: Apache-2.0
// Environments linked together from store entries.
#include "install/assemble.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    fs::create_symlink("target", dir_ / "a/lib/name");
    write("b/lib/name", "x");
    assembler_.add(dir_ / "a");
    EXPECT_THROW(assembler_.add(dir_ / "b"), Error);
}

}  // namespace
}  // namespace cudaenv::install
