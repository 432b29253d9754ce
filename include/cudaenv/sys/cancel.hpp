// SPDX-License-Identifier: Apache-2.0
// Cancellation: a flag that long work polls, set by SIGINT, SIGTERM or SIGHUP.
#pragma once

#include <atomic>

namespace cudaenv {

class CancelFlag {
 public:
    void set() { flag_.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool is_set() const { return flag_.load(std::memory_order_relaxed); }
    /// Throws Interrupted when set.
    void check() const;

 private:
    std::atomic<bool> flag_{false};
};

/// Makes SIGINT, SIGTERM and SIGHUP set `flag`, which must outlive the process's work. A second
/// signal of the same kind ends the process at once.
void cancel_on_signals(CancelFlag& flag);

}  // namespace cudaenv
