// SPDX-License-Identifier: Apache-2.0
// Time as a parameter, so that waiting and drawing can be tested without waiting.
#pragma once

#include <chrono>

namespace cudaenv {

class Clock {
 public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual std::chrono::steady_clock::time_point now() const = 0;
    virtual void sleep(std::chrono::milliseconds duration) const = 0;
};

/// The machine's own clock.
const Clock& system_clock();

}  // namespace cudaenv
