// SPDX-License-Identifier: Apache-2.0
// The real clock moves.
#include <cudaenv/sys/clock.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(SystemClock, SleepsAtLeastAsLongAsAsked) {
    const auto before = system_clock().now();
    system_clock().sleep(std::chrono::milliseconds(5));
    EXPECT_GE(system_clock().now() - before, std::chrono::milliseconds(5));
}

}  // namespace
}  // namespace cudaenv
