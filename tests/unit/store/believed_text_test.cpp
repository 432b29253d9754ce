// SPDX-License-Identifier: Apache-2.0
// Which files of a root are believed.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/believed_text.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace cudaenv::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr uid_t kOther = 12345;

class BelievedText : public testing::Test {
 protected:
    void SetUp() override { replace_file(file_, "text"); }

    void expect_refused(const fs::path& step, const std::string& reason) const {
        try {
            find_believed_text(file_, dir_.path());
            ADD_FAILURE() << reason;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            EXPECT_THAT(error.message(), HasSubstr(step.string() + " " + reason));
            EXPECT_THAT(error.hint(), HasSubstr("rm -r " + step.string()));
        }
    }

    test::TempDir dir_;
    fs::path file_ = dir_ / "catalog/cuda/12.4.7.yaml";
};

TEST_F(BelievedText, IsOurs) {
    EXPECT_EQ(find_believed_text(file_, dir_.path()), "text");
    EXPECT_EQ(find_believed_text(dir_ / "catalog/cuda/absent", dir_.path()), std::nullopt);
    EXPECT_EQ(find_believed_text(dir_ / "absent/file", dir_.path()), std::nullopt);
}

TEST_F(BelievedText, IsNotAnotherUsersNorInADirectoryOfTheirs) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
    for (const fs::path& step : {file_, file_.parent_path(), dir_ / "catalog"}) {
        ASSERT_EQ(::chown(step.c_str(), kOther, kOther), 0);
        expect_refused(step, "belongs to another user (uid 12345)");
        ASSERT_EQ(::chown(step.c_str(), 0, 0), 0);
    }
    fs::create_symlink("/", dir_ / "link");
    ASSERT_EQ(::lchown((dir_ / "link").c_str(), kOther, kOther), 0);
    EXPECT_THROW(find_believed_text(dir_ / "link/etc/passwd", dir_.path()), Error);
}

TEST_F(BelievedText, IsNotWhatEverybodyMayWrite) {
    for (const fs::path& step : {file_, file_.parent_path(), dir_ / "catalog"}) {
        fs::permissions(step, fs::perms::others_write, fs::perm_options::add);
        expect_refused(step, "may be written by others");
        fs::permissions(step, fs::perms::others_write, fs::perm_options::remove);
    }
}

}  // namespace
}  // namespace cudaenv::store
