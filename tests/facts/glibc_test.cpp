// SPDX-License-Identifier: Apache-2.0
// host-compilers.yaml against the guards in NVIDIA's headers.
#include "facts/truth.hpp"

#include <gtest/gtest.h>

namespace cudaenv::facts {
namespace {

TEST(Glibc, IsTheNewestWhoseHeadersFit) {
    const Truth truth("glibc.yaml");
    for (const formats::Value& row : truth.rows("toolkits")) {
        const Version toolkit = row.require("toolkit").version();
        const catalog::GlibcRule* clash = shipped().host_compilers().find_header_clash(toolkit);
        const auto expected = row.find("max_glibc");
        ASSERT_EQ(clash != nullptr, expected.has_value()) << toolkit.text();
        if (expected) {
            EXPECT_EQ(*clash->max_glibc, expected->version()) << toolkit.text();
        }
    }
}

}  // namespace
}  // namespace cudaenv::facts
