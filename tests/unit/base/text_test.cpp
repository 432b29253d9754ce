// SPDX-License-Identifier: Apache-2.0
// Text helpers at their edges.
#include <cudaenv/base/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv {
namespace {

using testing::ElementsAre;

TEST(Trim, RemovesBlanksAroundOnly) {
    EXPECT_EQ(trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
    EXPECT_EQ(trim(""), "");
}

TEST(Split, KeepsEmptyPieces) {
    EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
    EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(SplitWords, SkipsRunsOfBlanks) {
    EXPECT_THAT(split_words("  a \t b\r\nc "), ElementsAre("a", "b", "c"));
    EXPECT_THAT(split_words(" \n"), ElementsAre());
    EXPECT_THAT(split_words(""), ElementsAre());
}

TEST(SplitLines, AcceptsBothLineEnds) {
    EXPECT_THAT(split_lines("a\r\nb\n\nc"), ElementsAre("a", "b", "", "c"));
    EXPECT_THAT(split_lines("a\n"), ElementsAre("a"));
    EXPECT_THAT(split_lines("\n"), ElementsAre(""));
    EXPECT_THAT(split_lines(""), ElementsAre());
}

TEST(Join, PutsSeparatorsBetween) {
    EXPECT_EQ(join({"a", "b", ""}, ", "), "a, b, ");
    EXPECT_EQ(join({}, ", "), "");
}

TEST(ToLower, ChangesAsciiLettersOnly) {
    EXPECT_EQ(to_lower("AbZ-1Ä"), "abz-1Ä");
}

TEST(ReplaceAll, DoesNotLookAtWhatItInserted) {
    EXPECT_EQ(replace_all("aXbX", "X", "XX"), "aXXbXX");
    EXPECT_EQ(replace_all("abc", "", "x"), "abc");
    EXPECT_EQ(replace_all("aaa", "a", ""), "");
}

TEST(ShellQuote, QuotesOnlyWhatNeedsIt) {
    EXPECT_EQ(shell_quote("12.4.1-cudnn9.1.0"), "12.4.1-cudnn9.1.0");
    EXPECT_EQ(shell_quote("--cudnn=9"), "--cudnn=9");
    EXPECT_EQ(shell_quote(""), "''");
    EXPECT_EQ(shell_quote(">=12.1"), "'>=12.1'");
    EXPECT_EQ(shell_quote("=ls"), "'=ls'");
    EXPECT_EQ(shell_quote("~/x"), "'~/x'");
    EXPECT_EQ(shell_quote("it's"), R"('it'\''s')");
    EXPECT_EQ(shell_quote("a\nb"), "'a\nb'");
}

TEST(VariableName, IsWhatEveryShellCanName) {
    for (const char* name : {"PATH", "_", "a1", "__x_9"}) EXPECT_TRUE(is_variable_name(name));
    for (const char* name : {"", "1a", "a b", "a;b", "a=", "\xc3\xa4"}) {
        EXPECT_FALSE(is_variable_name(name)) << name;
    }
}

TEST(DisplayPath, ShortensTheHomeDirectory) {
    EXPECT_EQ(display_path("/home/u/x", "/home/u"), "~/x");
    EXPECT_EQ(display_path("/home/u/x", "/home/u/"), "~/x");
    EXPECT_EQ(display_path("/home/u", "/home/u"), "~");
    EXPECT_EQ(display_path("/home/user2", "/home/u"), "/home/user2");
    EXPECT_EQ(display_path("/x", ""), "/x");
    EXPECT_EQ(display_path("/x", "/"), "/x");
}

}  // namespace
}  // namespace cudaenv
