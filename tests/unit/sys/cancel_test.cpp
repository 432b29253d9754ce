// SPDX-License-Identifier: Apache-2.0
// Signals become a flag once, and end the process the second time.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>

namespace cudaenv {
namespace {

TEST(CancelFlag, ThrowsInterruptedOnceSet) {
    CancelFlag flag;
    EXPECT_NO_THROW(flag.check());
    flag.set();
    EXPECT_TRUE(flag.is_set());
    EXPECT_THROW(flag.check(), Interrupted);
}

[[noreturn]] void raise_in_child(int number, int times) {
    CancelFlag flag;
    cancel_on_signals(flag);
    for (int i = 0; i < times; ++i) static_cast<void>(::raise(number));
    ::_exit(flag.is_set() ? 0 : 1);
}

TEST(CancelOnSignals, SetsTheFlagOnTheFirstSignal) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        EXPECT_EXIT(raise_in_child(number, 1), testing::ExitedWithCode(0), "") << number;
    }
}

TEST(CancelOnSignals, LetsTheSecondSignalEndTheProcess) {
    EXPECT_EXIT(raise_in_child(SIGINT, 2), testing::KilledBySignal(SIGINT), "");
}

[[noreturn]] void raise_ignored_in_child() {
    static_cast<void>(::signal(SIGHUP, SIG_IGN));
    raise_in_child(SIGHUP, 3);
}

TEST(CancelOnSignals, LeavesSignalsIgnoredThatWereIgnored) {
    EXPECT_EXIT(raise_ignored_in_child(), testing::ExitedWithCode(1), "");
}

}  // namespace
}  // namespace cudaenv
