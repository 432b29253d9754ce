// SPDX-License-Identifier: Apache-2.0
// Whether a transfer is worth waiting for. Arithmetic only: times and numbers of bytes are given.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace cudaenv::net {

class Pace {
 public:
    using TimePoint = std::chrono::steady_clock::time_point;
    enum class Verdict {
        fine,
        stalled,   ///< too little came in the last window: this attempt is over
        hopeless,  ///< too little came in all attempts together: the transfer is
    };

    /// `slowest_rate` in bytes per second.
    Pace(std::uint64_t slowest_rate, std::chrono::seconds window, std::chrono::seconds patience);

    /// An attempt begins or ends; what lies between attempts does not count. `total`: bytes of all.
    void begin(TimePoint now, std::uint64_t total);
    void end(TimePoint now);
    /// To be asked every second or so: time in which nobody asked was not spent waiting for the
    /// server (the program was stopped, or busy with what had come).
    Verdict judge(TimePoint now, std::uint64_t total);

    [[nodiscard]] Verdict verdict() const { return verdict_; }
    /// Bytes in the last window, and in all with the time they took: for the verdict's reason.
    [[nodiscard]] std::uint64_t in_window() const { return in_window_; }
    [[nodiscard]] std::uint64_t total() const { return total_; }
    [[nodiscard]] std::chrono::seconds spent() const;

 private:
    struct Sample {
        TimePoint time;
        std::uint64_t total;
    };

    std::uint64_t slowest_rate_;
    std::chrono::seconds window_;
    std::chrono::seconds patience_;
    using Duration = std::chrono::steady_clock::duration;
    /// `now` without all absences.
    TimePoint present(TimePoint now);

    Duration spent_{};   ///< by attempts that ended
    Duration absent_{};  ///< while nobody asked
    TimePoint asked_;
    TimePoint begin_;
    TimePoint now_;
    std::deque<Sample> samples_;  ///< of this attempt; the first is about a window old
    std::uint64_t in_window_ = 0;
    std::uint64_t total_ = 0;
    Verdict verdict_ = Verdict::fine;
};

}  // namespace cudaenv::net
