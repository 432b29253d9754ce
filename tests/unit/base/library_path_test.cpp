// SPDX-License-Identifier: Apache-2.0
// The words of a setting.
#include <cudaenv/base/library_path.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(LibraryPath, IsOneOfThreeWords) {
    EXPECT_EQ(find_library_path("auto"), LibraryPath::automatic);
    EXPECT_EQ(find_library_path("always"), LibraryPath::always);
    EXPECT_EQ(find_library_path("never"), LibraryPath::never);
    EXPECT_EQ(find_library_path("automatic"), std::nullopt);
    EXPECT_EQ(find_library_path(""), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
