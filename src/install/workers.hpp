// SPDX-License-Identifier: Apache-2.0
// Several jobs at once, bounded; the first failure stops the rest.
#pragma once

#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/clock.hpp>

#include <functional>
#include <vector>

namespace cudaenv::install {

using Job = std::function<void(const CancelFlag& stop)>;

/// Runs `jobs` in order on at most `threads` threads. When one throws, the others' flag is set, and
/// once all have stopped the first exception is rethrown. `cancel` is passed on to the jobs' flag;
/// Interrupted comes out when it was the cause.
void run_jobs(const std::vector<Job>& jobs,
              unsigned threads,
              const Clock& clock,
              const CancelFlag& cancel);

}  // namespace cudaenv::install
