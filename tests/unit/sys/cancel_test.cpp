// SPDX-License-Identifier: Apache-2.0
// Signals become a flag once, and end the process soon, or at once the second time.
#include "sys/interruption.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

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

constexpr std::chrono::seconds kLong{20};

/// Interrupted, and deaf to it.
[[noreturn]] void stay_in_child() {
    static CancelFlag flag;
    cancel_on_signals(flag, "farewell\n");
    static_cast<void>(::raise(SIGINT));
    const auto end = std::chrono::steady_clock::now() + kLong;
    while (std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(kLong);
    ::_exit(1);
}

TEST(CancelOnSignals, EndsAProcessThatDoesNotLookAtTheFlag) {
    EXPECT_EXIT(stay_in_child(), testing::ExitedWithCode(kInterruptedStatus), "^farewell\n$");
}

[[noreturn]] void say_farewell_in_child() {
    static CancelFlag flag;
    cancel_on_signals(flag, "farewell\n");
    static_cast<void>(::raise(SIGTERM));
    say_farewell();
    std::this_thread::sleep_for(kLong);
    ::_exit(1);
}

TEST(CancelOnSignals, SaysFarewellOnce) {
    EXPECT_EXIT(
        say_farewell_in_child(), testing::ExitedWithCode(kInterruptedStatus), "^farewell\n$");
}

/// The time is up while somebody is about to say farewell.
[[noreturn]] void run_out_of_time_in_child(int times) {
    static CancelFlag flag;
    cancel_on_signals(flag, "farewell\n");
    say_farewell();
    for (int i = 0; i < times; ++i) static_cast<void>(::raise(SIGALRM));
    ::_exit(0);
}

TEST(CancelOnSignals, LeavesWhoSaysFarewellTheTimeToSayIt) {
    EXPECT_EXIT(run_out_of_time_in_child(1), testing::ExitedWithCode(0), "^farewell\n$");
    EXPECT_EXIT(
        run_out_of_time_in_child(2), testing::ExitedWithCode(kInterruptedStatus), "^farewell\n$");
}

/// `wait` is how long the end is held off.
[[noreturn]] void hold_off_in_child(std::chrono::milliseconds wait) {
    static CancelFlag flag;
    cancel_on_signals(flag);
    std::optional<EndHeldOff> held(std::in_place);
    static_cast<void>(::raise(SIGINT));
    std::this_thread::sleep_for(wait);
    if (!flag.is_set() || !is_interrupted()) ::_exit(1);
    if (wait.count() == 0) held.reset();
    std::this_thread::sleep_for(wait.count() == 0 ? kLong : wait);
    ::_exit(3);
}

TEST(CancelOnSignals, HoldsTheEndOffWhileAnotherProgramDecides) {
    EXPECT_EXIT(hold_off_in_child(std::chrono::milliseconds(400)), testing::ExitedWithCode(3), "");
    EXPECT_EXIT(hold_off_in_child(std::chrono::milliseconds(0)),
                testing::ExitedWithCode(kInterruptedStatus),
                "");
}

}  // namespace
}  // namespace cudaenv
