// SPDX-License-Identifier: Apache-2.0
// Names of compatibilities.
#include <cudaenv/base/compat.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(Compat, HasANameThatReadsBack) {
    for (const Compat compat : {Compat::native, Compat::minor, Compat::forward, Compat::any})
        EXPECT_EQ(find_compat(compat_text(compat)), compat);
    EXPECT_EQ(compat_text(Compat::native), "native");
    EXPECT_EQ(compat_text(Compat::minor), "minor");
    EXPECT_EQ(compat_text(Compat::forward), "forward");
    EXPECT_EQ(compat_text(Compat::any), "any");
    EXPECT_EQ(find_compat("all"), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
