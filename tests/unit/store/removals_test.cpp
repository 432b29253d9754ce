// SPDX-License-Identifier: Apache-2.0
// What removals leave word of.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/store/removals.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kOne = "cuda_nvcc-12.4-0123456789abcdef";
const std::string kOther = "gcc-10-0123456789abcdef";

TEST(Removals, AreNotedTogetherAndForgottenTogether) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_THAT(noted_entries(layout), IsEmpty());
    note_removal(layout, "12.4.1", {kOne});
    note_removal(layout, kOther, {kOther, kOne});
    EXPECT_THAT(noted_entries(layout), ElementsAre(kOne, kOther));
    forget_removals(layout);
    EXPECT_THAT(noted_entries(layout), IsEmpty());
}

TEST(Removals, NameNothingButEntries) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    note_removal(layout, "12.4.1", {"../environments", "notes", "", kOne});
    EXPECT_THAT(noted_entries(layout), ElementsAre(kOne));
}

TEST(Removals, AreOnlyPlainFilesOfOurName) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    replace_file(dir / "elsewhere", kOne + "\n");
    replace_file(layout.removals() / "notes", kOne + "\n");
    fs::create_symlink(dir / "elsewhere", layout.removals() / "x.removal");
    EXPECT_THAT(noted_entries(layout), IsEmpty());
    forget_removals(layout);
    EXPECT_TRUE(fs::exists(layout.removals() / "notes"));
    EXPECT_TRUE(fs::exists(dir / "elsewhere"));
}

}  // namespace
}  // namespace cudaenv::store
