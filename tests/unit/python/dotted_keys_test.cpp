// SPDX-License-Identifier: Apache-2.0
// Keys of so many parts that freeing what they name would exhaust the stack.
#include "python/dotted_keys.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::python {
namespace {

std::string key_of(std::size_t parts, std::string_view part = "a") {
    std::string key(part);
    for (std::size_t i = 1; i < parts; ++i) key.append(".").append(part);
    return key;
}

std::optional<std::size_t> line_of_fault(std::string_view toml) {
    const auto fault = find_key_fault(toml);
    return fault ? std::optional(fault->line) : std::nullopt;
}

TEST(DeepKey, IsFoundInEveryPlace) {
    for (const std::string_view part : {"a", "\"a\"", "'a'", " a-1 "}) {
        const std::string deep = key_of(kMostKeyParts + 1, part);
        EXPECT_EQ(line_of_fault("[" + deep + "]"), 1U);
        EXPECT_EQ(line_of_fault("\n[[" + deep + "]]"), 2U);
        EXPECT_EQ(line_of_fault("# c.c\n\n" + deep + " = 1"), 3U);
        EXPECT_EQ(line_of_fault("a = \"\"\"\n\n\"\"\"\nb = {x = 1, " + deep + " = 1}"), 4U);
        EXPECT_EQ(line_of_fault("a = [{" + deep + " = 1}]"), 1U);
    }
}

TEST(DeepKey, IsFoundBehindEveryText) {
    const std::string deep = key_of(kMostKeyParts + 1) + " = 1";
    for (const std::string text : {R"("")",
                                   R"("\\")",
                                   R"("\"")",
                                   R"("'")",
                                   R"("#")",
                                   R"('')",
                                   R"('\')",
                                   R"('"')",
                                   R"("""""")",
                                   R"("""a"""")",
                                   R"("""a""""")",
                                   R"("""""""")",
                                   R"("""\"""")",
                                   R"("""\""""")",
                                   R"("""\\"""")",
                                   R"("""a""b"c"""")",
                                   R"("""'''"""")",
                                   R"('''''')",
                                   R"('''a'''')",
                                   R"('''a''''')",
                                   R"('''''''')",
                                   R"('''\''')",
                                   R"('''\'''')",
                                   R"('''"""'''')",
                                   R"(["]", '[', {a = "}", 'b' = """""""}, 1.5])"}) {
        EXPECT_EQ(line_of_fault("x = " + text + "\n" + deep), 2U) << text;
        EXPECT_EQ(line_of_fault("x = " + text + "\r\n[[a . \"]\\\"\"]]\r\n" + deep), 3U) << text;
        EXPECT_EQ(line_of_fault("x = [ # \" ' '''\n" + text + "\n, {" + deep + "}]"), 3U) << text;
    }
}

TEST(DeepKey, IsFoundBehindATextThatItsLineDoesNotClose) {
    const std::string deep = key_of(kMostKeyParts + 1) + " = 1";
    EXPECT_EQ(line_of_fault("x = \"a\n" + deep + " # \""), 2U);
    EXPECT_EQ(line_of_fault("x = 'a\n" + deep + " # '"), 2U);
}

TEST(DeepKey, IsNotLookedForBehindTheEnd) {
    for (const std::string text :
         {R"(")", R"(')", R"(""")", R"(''')", R"(""""")", R"("\)", R"("""\)", R"("""a"""")"})
        EXPECT_EQ(line_of_fault("x = " + text), std::nullopt) << text;
}

TEST(DeepKey, IsNotWhatTextsAndOthersHold) {
    const std::string deep = key_of(2 * kMostKeyParts);
    for (const std::string& text :
         {std::string(),
          "[" + key_of(kMostKeyParts) + "]\n" + key_of(kMostKeyParts) + " = 1.5",
          "# " + deep,
          "a = \"" + deep + "\"",
          "a = '" + deep + "'",
          "a = '''\n'" + deep + "\n'''",
          "a = \"\"\"" + deep + "\\\"\"\"\"",
          "a = \"\\\"" + deep + "\"",
          "a = \"\"\"\"\"" + deep + "\"\"\"\"\"",
          "a = '''''" + deep + "'''''",
          "a = \"\"\"a\"\"\"\" # " + deep,
          std::string(
              "a = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, "
              "1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]")})
        EXPECT_EQ(line_of_fault(text), std::nullopt) << text;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

TEST(ManyParts, AreFoundWhereverTheyStand) {
    EXPECT_EQ(find_key_fault(repeated("[[a]]\n[a.b]\n", kMostParts / 2)), std::nullopt);
    for (const std::string_view text : {"[[a]]\n", "a.b = 1\n", "[a.b]\n", "x = {a.b = 1}\n"}) {
        EXPECT_EQ(line_of_fault(repeated(text, kMostParts)), std::nullopt) << text;
        EXPECT_EQ(line_of_fault(repeated(text, kMostParts + 1)), kMostParts + 1) << text;
    }
    EXPECT_EQ(line_of_fault(repeated("a = 'x.y'  # [[a.b]]\n", kMostParts + 1)), std::nullopt);
}

TEST(ManyValues, AreFoundWhereverTheyStand) {
    for (const std::string_view text : {"a=1\n", ",\n", "[\n", "{\n"}) {
        EXPECT_EQ(line_of_fault(repeated(text, kMostValues)), std::nullopt) << text;
        EXPECT_EQ(line_of_fault(repeated(text, kMostValues + 1)), kMostValues + 1) << text;
    }
    EXPECT_EQ(line_of_fault("a = '" + repeated(",", kMostValues) + "'"), std::nullopt);
}

}  // namespace
}  // namespace cudaenv::python
