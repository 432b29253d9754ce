// SPDX-License-Identifier: Apache-2.0
// The spelling of changes; that the shells read it back is proven in tests/shell.
#include <cudaenv/activation/shell.hpp>
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::activation {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(FindShell, KnowsTheNames) {
    EXPECT_EQ(find_shell("bash"), Shell::bash);
    EXPECT_EQ(find_shell("zsh"), Shell::zsh);
    EXPECT_EQ(find_shell("fish"), Shell::fish);
    EXPECT_EQ(find_shell("sh"), Shell::posix);
    EXPECT_EQ(find_shell("dash"), Shell::posix);
    EXPECT_EQ(find_shell("nu"), std::nullopt);
}

TEST(RenderChanges, QuotesForPosixShells) {
    const Changes changes{{"A", "it's $HOME"}, {"B", std::nullopt}, {"C", ""}};
    for (const Shell shell : {Shell::bash, Shell::zsh, Shell::posix}) {
        EXPECT_EQ(render_changes(changes, shell),
                  "export A='it'\\''s $HOME'\nunset B\nexport C=''\n");
    }
}

TEST(RenderChanges, QuotesForFish) {
    EXPECT_EQ(render_changes({{"A", R"(it's \ $HOME)"}, {"B", std::nullopt}}, Shell::fish),
              "set -gx A 'it\\'s \\\\ $HOME'\nset -e B\n");
}

TEST(RenderChanges, RefusesWhatIsNoName) {
    EXPECT_THROW(render_changes({{"A;rm", "1"}}, Shell::bash), Error);
}

TEST(RenderHook, PutsTheQuotedPathsIn) {
    for (const Shell shell : {Shell::bash, Shell::zsh, Shell::fish, Shell::posix}) {
        const std::string text = render_hook(shell, "/a b/shims", "/a b/cudaenv", "/a b/shim");
        EXPECT_THAT(text, HasSubstr("'/a b/shims'"));
        EXPECT_THAT(text, HasSubstr("'/a b/cudaenv'"));
        EXPECT_THAT(text, Not(HasSubstr("@CUDAENV")));
    }
    EXPECT_THAT(render_hook(Shell::bash, "s", "p", "/it's/shim"), HasSubstr(R"('/it'\''s/shim')"));
    EXPECT_THAT(render_hook(Shell::fish, "s", "p", "/it's/shim"), HasSubstr(R"('/it\'s/shim')"));
}

}  // namespace
}  // namespace cudaenv::activation
