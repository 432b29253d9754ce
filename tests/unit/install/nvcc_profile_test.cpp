// SPDX-License-Identifier: Apache-2.0
// The nvcc.profile that names toolkit headers as system headers.
#include "install/nvcc_profile.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The profile of nvcc 13.0.88, shortened.
constexpr const char* kNvidia = R"profile(TOP              = $(_HERE_)/..
INCLUDES        +=  "-I$(TOP)/$(_TARGET_DIR_)/include" $(_SPACE_)
SYSTEM_INCLUDES +=  "-isystem" "$(TOP)/$(_TARGET_DIR_)/include/cccl" $(_SPACE_)
)profile";

TEST(NvccProfile, NamesTheHeadersAsSystemHeaders) {
    const std::string text = with_system_headers(kNvidia);
    EXPECT_THAT(
        text,
        HasSubstr(R"(INCLUDES        +=  "-isystem" "$(TOP)/$(_TARGET_DIR_)/include" $(_SPACE_))"));
    EXPECT_THAT(text, Not(HasSubstr("\"-I")));
    EXPECT_THAT(text, HasSubstr("include/cccl"));
}

std::vector<std::string> write(const fs::path& prefix) {
    TreeWriter tree(prefix);
    return write_nvcc_profile(tree);
}

TEST(NvccProfile, KeepsNvidiasTextBesideOurs) {
    const test::TempDir prefix;
    replace_file(prefix / "bin/nvcc", "x");
    replace_file(prefix / "bin/nvcc.profile", kNvidia);
    EXPECT_THAT(write(prefix.path()), ElementsAre("bin/nvcc.profile"));
    EXPECT_EQ(read_file_text(prefix / "bin/nvcc.profile.nvidia"), kNvidia);
    EXPECT_EQ(read_file_text(prefix / "bin/nvcc.profile"), with_system_headers(kNvidia));
}

TEST(NvccProfile, DoesNotWriteThroughTheStoresHardLink) {
    const test::TempDir dir;
    replace_file(dir / "store/nvcc.profile", kNvidia);
    replace_file(dir / "prefix/bin/nvcc", "x");
    fs::create_hard_link(dir / "store/nvcc.profile", dir / "prefix/bin/nvcc.profile");
    write(dir / "prefix");
    EXPECT_EQ(read_file_text(dir / "store/nvcc.profile"), kNvidia);
}

TEST(NvccProfile, PackagesWithoutOneGetTheDefault) {
    const test::TempDir prefix;
    replace_file(prefix / "bin/nvcc", "x");
    write(prefix.path());
    EXPECT_EQ(read_file_text(prefix / "bin/nvcc.profile"), default_profile());
    EXPECT_FALSE(fs::exists(prefix / "bin/nvcc.profile.nvidia"));
}

TEST(NvccProfile, IsOfNoUseWithoutNvcc) {
    const test::TempDir prefix;
    replace_file(prefix / "bin/ptxas", "x");
    EXPECT_THAT(write(prefix.path()), IsEmpty());
    EXPECT_FALSE(fs::exists(prefix / "bin/nvcc.profile"));
}

}  // namespace
}  // namespace cudaenv::install
