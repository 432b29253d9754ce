// SPDX-License-Identifier: Apache-2.0
// The real clock.
#include <cudaenv/sys/clock.hpp>

#include <thread>

namespace cudaenv {

namespace {

class MonotonicClock final : public Clock {
 public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override {
        return std::chrono::steady_clock::now();
    }
    void sleep(std::chrono::milliseconds duration) const override {
        std::this_thread::sleep_for(duration);
    }
};

}  // namespace

const Clock& system_clock() {
    static const MonotonicClock clock;
    return clock;
}

}  // namespace cudaenv
