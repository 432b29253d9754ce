// SPDX-License-Identifier: Apache-2.0
// What each source calls a platform.
#include <cudaenv/base/platform.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(Platform, HasANameInEverySource) {
    struct Row {
        Platform platform;
        const char* text;
        const char* target;
        const char* debian;
        const char* triplet;
        const char* wheel;
    };
    constexpr Row rows[] = {
        {Platform::linux_x86_64,
         "linux-x86_64",
         "x86_64-linux",
         "amd64",
         "x86_64-linux-gnu",
         "_x86_64"},
        {Platform::linux_sbsa,
         "linux-sbsa",
         "sbsa-linux",
         "arm64",
         "aarch64-linux-gnu",
         "_aarch64"},
        {Platform::linux_ppc64le,
         "linux-ppc64le",
         "ppc64le-linux",
         "ppc64el",
         "powerpc64le-linux-gnu",
         ""},
        {Platform::linux_aarch64,
         "linux-aarch64",
         "aarch64-linux",
         "arm64",
         "aarch64-linux-gnu",
         ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(platform_text(row.platform), row.text);
        EXPECT_EQ(find_platform(row.text), row.platform);
        EXPECT_EQ(target_directory(row.platform), row.target);
        EXPECT_EQ(debian_architecture(row.platform), row.debian);
        EXPECT_EQ(gnu_triplet(row.platform), row.triplet);
        EXPECT_EQ(wheel_suffix(row.platform), row.wheel);
    }
}

TEST(Platform, UnknownNamesAreNotFound) {
    EXPECT_EQ(find_platform("windows-x86_64"), std::nullopt);
    EXPECT_EQ(find_platform(""), std::nullopt);
}

TEST(Platform, OfThisProgramHasATargetDirectory) {
    EXPECT_FALSE(target_directory(host_platform()).empty());
}

}  // namespace
}  // namespace cudaenv
