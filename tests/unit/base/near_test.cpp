// SPDX-License-Identifier: Apache-2.0
// Which words are taken for mistyped ones.
#include <cudaenv/base/near.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(Nearness, IsOneLetterMoreLessOrChanged) {
    for (const char* word : {"latest", "latst", "lattest", "latext", "atest", "lates"})
        EXPECT_TRUE(is_near(word, "latest")) << word;
    for (const char* word : {"", "lab", "last", "laetst", "latestest"})
        EXPECT_FALSE(is_near(word, "latest")) << word;
    EXPECT_TRUE(is_near("", "a"));
    EXPECT_FALSE(is_near("", "ab"));
}

}  // namespace
}  // namespace cudaenv
