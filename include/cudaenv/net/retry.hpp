// SPDX-License-Identifier: Apache-2.0
// How long to wait before trying again: arithmetic only.
#pragma once

#include <chrono>
#include <optional>
#include <random>

namespace cudaenv::net {

struct RetryPolicy {
    /// In all, the first included. Attempts that brought a MiB or more do not count.
    unsigned attempts = 4;
    std::chrono::milliseconds first_delay{300};
    /// Ceiling of our own delay.
    std::chrono::milliseconds max_delay{10'000};
    /// A server that asks for more is given up on.
    std::chrono::milliseconds max_retry_after{120'000};
};

/// Delay before attempt number `attempt` + 1 (attempt >= 1): exponential from first_delay, capped
/// by max_delay, with full jitter in the upper half; never less than `retry_after`. nullopt: do not
/// try again.
std::optional<std::chrono::milliseconds> retry_delay(
    const RetryPolicy& policy,
    unsigned attempt,
    std::optional<std::chrono::milliseconds> retry_after,
    std::minstd_rand& random);

}  // namespace cudaenv::net
