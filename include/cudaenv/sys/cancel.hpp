// SPDX-License-Identifier: Apache-2.0
// Cancellation: a flag that long work polls, set by SIGINT, SIGTERM or SIGHUP.
#pragma once

#include <atomic>

namespace cudaenv {

/// Exit status of a program that was asked to stop.
inline constexpr int kInterruptedStatus = 130;

class CancelFlag {
 public:
    void set() { flag_.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool is_set() const { return flag_.load(std::memory_order_relaxed); }
    /// Throws Interrupted when set.
    void check() const;

 private:
    std::atomic<bool> flag_{false};
};

/// Makes SIGINT, SIGTERM and SIGHUP set `flag`, which must outlive the process. 150 ms later the
/// process ends with kInterruptedStatus, whatever it is doing (at most 300 ms more where the
/// farewell is being written): at no time is anything half-done visible. A second signal of the
/// same kind ends it at once. `farewell`, of static life, is the text for standard error; empty:
/// none.
void cancel_on_signals(CancelFlag& flag, const char* farewell = "");
/// Writes the farewell, if it has not been written.
void say_farewell();

}  // namespace cudaenv
