// SPDX-License-Identifier: Apache-2.0
// Clean-up runs once, when it should.
#include <cudaenv/base/handle.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

struct Counter {
    int released = 0;
};
void release_counter(Counter* counter) {
    ++counter->released;
}

TEST(CHandle, ReleasesOnceWhenLastOwnerGoes) {
    Counter counter;
    {
        CHandle<Counter, release_counter> first(&counter);
        const CHandle<Counter, release_counter> second = std::move(first);
        EXPECT_EQ(counter.released, 0);
    }
    EXPECT_EQ(counter.released, 1);
}

TEST(ScopeExit, RunsUnlessDismissed) {
    int runs = 0;
    {
        const ScopeExit armed([&] { ++runs; });
        ScopeExit dismissed([&] { runs += 10; });
        dismissed.dismiss();
    }
    EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace cudaenv
