// SPDX-License-Identifier: Apache-2.0
// Characters by class.
#include <cudaenv/base/letters.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv {
namespace {

std::string those(bool (*is_one)(char)) {
    std::string found;
    for (int c = 0; c < 256; ++c) {
        if (is_one(static_cast<char>(c))) found += static_cast<char>(c);
    }
    return found;
}

TEST(Letters, AreAscii) {
    const std::string digits = "0123456789";
    const std::string capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::string small = "abcdefghijklmnopqrstuvwxyz";
    EXPECT_EQ(those(is_digit), digits);
    EXPECT_EQ(those(is_small_letter), small);
    EXPECT_EQ(those(is_letter), capitals + small);
    EXPECT_EQ(those(is_alphanumeric), digits + capitals + small);
}

}  // namespace
}  // namespace cudaenv
