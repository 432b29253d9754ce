// SPDX-License-Identifier: Apache-2.0
// Numbers are the whole of their text.
#include <cudaenv/base/number.hpp>

#include <gtest/gtest.h>

#include <cstdint>

namespace cudaenv {
namespace {

TEST(FindNumber, TakesTheWholeText) {
    EXPECT_EQ(find_number<unsigned>("0"), 0U);
    EXPECT_EQ(find_number<unsigned>("4294967295"), 4294967295U);
    EXPECT_EQ(find_number<std::uint64_t>("18446744073709551615"), 18446744073709551615U);
    EXPECT_EQ(find_number<int>("-1"), -1);
    EXPECT_EQ(find_number<unsigned>("7f", 16), 127U);
}

TEST(FindNumber, IsNulloptForAnythingElse) {
    for (const char* const text : {"", " 1", "1 ", "+1", "-1", "0x1", "1.0", "4294967296", "a"})
        EXPECT_EQ(find_number<unsigned>(text), std::nullopt) << text;
}

}  // namespace
}  // namespace cudaenv
