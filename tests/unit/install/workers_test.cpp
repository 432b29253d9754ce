// SPDX-License-Identifier: Apache-2.0
// Jobs in parallel: bounds, failure, cancellation.
#include "install/workers.hpp"

#include <cudaenv/base/error.hpp>

#include <gtest/gtest.h>

#include <atomic>

namespace cudaenv::install {
namespace {

TEST(RunJobs, RunsEveryJobOnNoMoreThreadsThanAsked) {
    std::atomic<int> done{0};
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    const std::vector<Job> jobs(20, [&](const CancelFlag&) {
        const int now = ++running;
        for (int seen = most.load(); seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        system_clock().sleep(std::chrono::milliseconds{1});
        --running;
        ++done;
    });
    const CancelFlag cancel;
    run_jobs(jobs, 3, system_clock(), cancel);
    EXPECT_EQ(done, 20);
    EXPECT_LE(most, 3);
}

TEST(RunJobs, TheFirstFailureStopsTheOthersAndComesOut) {
    std::atomic<bool> started{false};
    std::atomic<bool> stopped{false};
    const std::vector<Job> jobs{
        [&started](const CancelFlag&) {
            while (!started) system_clock().sleep(std::chrono::milliseconds{1});
            throw Error(ErrorKind::integrity, "damaged");
        },
        [&started, &stopped](const CancelFlag& stop) {
            started = true;
            while (!stop.is_set()) system_clock().sleep(std::chrono::milliseconds{1});
            stopped = true;
            stop.check();
        },
    };
    const CancelFlag cancel;
    try {
        run_jobs(jobs, 2, system_clock(), cancel);
        FAIL() << "no failure came out";
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), "damaged");
    }
    EXPECT_TRUE(stopped);
}

TEST(RunJobs, CancellingInterruptsWhatRuns) {
    CancelFlag cancel;
    const std::vector<Job> jobs{[&cancel](const CancelFlag& stop) {
        cancel.set();
        while (!stop.is_set()) system_clock().sleep(std::chrono::milliseconds{1});
        stop.check();
    }};
    EXPECT_THROW(run_jobs(jobs, 1, system_clock(), cancel), Interrupted);
}

TEST(RunJobs, NothingToDoIsDone) {
    const CancelFlag cancel;
    EXPECT_NO_THROW(run_jobs({}, 4, system_clock(), cancel));
}

}  // namespace
}  // namespace cudaenv::install
