// SPDX-License-Identifier: Apache-2.0
// Hexadecimal digests.
#include <cudaenv/base/sha256.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

constexpr const char* kHex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Sha256, ReadsAndWritesHexadecimal) {
    const auto value = find_sha256(kHex);
    ASSERT_TRUE(value);
    EXPECT_EQ(value->bytes.front(), 0xE3);
    EXPECT_EQ(value->bytes.back(), 0x55);
    EXPECT_EQ(value->hex(), kHex);
}

TEST(Sha256, AcceptsCapitalsAndWritesSmallLetters) {
    std::string capitals(kHex);
    for (char& c : capitals) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(find_sha256(capitals).value().hex(), kHex);
}

TEST(Sha256, RejectsWrongLengthsAndOtherCharacters) {
    const std::string hex(kHex);
    EXPECT_EQ(find_sha256(""), std::nullopt);
    EXPECT_EQ(find_sha256(hex.substr(1)), std::nullopt);
    EXPECT_EQ(find_sha256(hex + "0"), std::nullopt);
    EXPECT_EQ(find_sha256("g" + hex.substr(1)), std::nullopt);
    EXPECT_EQ(find_sha256(" " + hex.substr(1)), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
