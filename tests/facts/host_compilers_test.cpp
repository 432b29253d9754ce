// SPDX-License-Identifier: Apache-2.0
// host-compilers.yaml against crt/host_config.h.
#include "facts/truth.hpp"

#include <gtest/gtest.h>

namespace cudaenv::facts {
namespace {

TEST(HostCompilers, AreThoseThatHostConfigLetsPass) {
    const Truth truth("host-compilers.yaml");
    for (const formats::Value& row : truth.rows("nvcc")) {
        for (const formats::Value& toolkit : row.require("toolkits").list()) {
            const auto* found = shipped().host_compilers().find_row(toolkit.version());
            ASSERT_NE(found, nullptr) << toolkit.text();
            EXPECT_EQ(found->max_gcc, row.require("max_gcc").number()) << toolkit.text();
            EXPECT_EQ(found->max_clang, row.require("max_clang").version()) << toolkit.text();
        }
    }
}

}  // namespace
}  // namespace cudaenv::facts
