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

TEST(DeepKey, IsFoundInEveryPlace) {
    for (const std::string_view part : {"a", "\"a\"", "'a'", " a-1 "}) {
        const std::string deep = key_of(kMostKeyParts + 1, part);
        EXPECT_EQ(find_deep_key("[" + deep + "]"), 1U);
        EXPECT_EQ(find_deep_key("\n[[" + deep + "]]"), 2U);
        EXPECT_EQ(find_deep_key("# c.c\n\n" + deep + " = 1"), 3U);
        EXPECT_EQ(find_deep_key("a = \"\"\"\n\n\"\"\"\nb = {x = 1, " + deep + " = 1}"), 4U);
        EXPECT_EQ(find_deep_key("a = [{" + deep + " = 1}]"), 1U);
    }
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
          std::string(
              "a = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, "
              "1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]")})
        EXPECT_EQ(find_deep_key(text), std::nullopt) << text;
}

}  // namespace
}  // namespace cudaenv::python
