// SPDX-License-Identifier: Apache-2.0
// Exponential back-off with jitter; overflow cannot happen because doubling stops at the ceiling.
#include <cudaenv/net/retry.hpp>

#include <algorithm>

namespace cudaenv::net {
namespace {

std::chrono::milliseconds doubled(std::chrono::milliseconds delay,
                                  unsigned times,
                                  std::chrono::milliseconds ceiling) {
    while (times-- > 0 && delay < ceiling) delay = delay > ceiling / 2 ? ceiling : delay * 2;
    return std::min(delay, ceiling);
}

}  // namespace

std::optional<std::chrono::milliseconds> retry_delay(
    const RetryPolicy& policy,
    unsigned attempt,
    std::optional<std::chrono::milliseconds> retry_after,
    std::minstd_rand& random) {
    using std::chrono::milliseconds;
    if (attempt >= policy.attempts) return std::nullopt;
    if (retry_after && *retry_after > policy.max_retry_after) return std::nullopt;

    const milliseconds full = doubled(policy.first_delay, attempt - 1, policy.max_delay);
    std::uniform_int_distribution<milliseconds::rep> upper_half(full.count() / 2, full.count());
    return std::max(milliseconds(upper_half(random)), retry_after.value_or(milliseconds::zero()));
}

}  // namespace cudaenv::net
