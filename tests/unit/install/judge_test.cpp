// SPDX-License-Identifier: Apache-2.0
// Trees whose links lead out, and trees that leave no room for our own files.
#include "install/judge.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class JudgeLinks : public ::testing::Test {
 protected:
    void link(const std::string& path, const std::string& target) const {
        fs::create_directories((tree_ / path).parent_path());
        fs::create_symlink(target, tree_ / path);
    }
    [[nodiscard]] std::optional<Error> judgement() const {
        try {
            judge_links(tree_.path(), "cuda-12.4", CancelFlag());
        } catch (const Error& error) {
            return error;
        }
        return std::nullopt;
    }
    test::TempDir tree_;
};

TEST_F(JudgeLinks, LetsPassWhatStaysInsideOrLeadsNowhere) {
    replace_file(tree_ / "lib/libx.so.1", "");
    link("lib/libx.so", "libx.so.1");
    link("lib64", "lib");
    link("lib/liby.so", "liby.so.1");
    EXPECT_FALSE(judgement());
}

TEST_F(JudgeLinks, NamesLinkTargetAndFault) {
    struct Row {
        const char* path;
        const char* target;
        const char* words;
    };
    const Row rows[] = {
        {"a/out", "../../etc", "cuda-12.4: the symbolic link a/out -> ../../etc leads out of it"},
        {"a/abs", "/etc", "the symbolic link a/abs -> /etc leads to an absolute path"},
        {"a/self", "../a/self", "the symbolic link a/self -> ../a/self leads in a circle"},
    };
    for (const Row& row : rows) {
        link(row.path, row.target);
        const auto error = judgement();
        ASSERT_TRUE(error) << row.path;
        EXPECT_EQ(error->kind(), ErrorKind::integrity);
        EXPECT_THAT(error->message(), HasSubstr(row.words));
        fs::remove(tree_ / row.path);
    }
}

TEST(ChangeTree, BlamesTheArchiveForWhatIsInTheWay) {
    const test::TempDir dir;
    fs::create_directories(dir / "version.json");
    try {
        change_tree("cuda-12.4",
                    [&] { TreeWriter(dir.path()).replace_file("version.json", "", 0); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_EQ(error.message(),
                  "cuda-12.4: no room for cudaenv's own version.json: something else is at its "
                  "place version.json");
    }
}

}  // namespace
}  // namespace cudaenv::install
