// SPDX-License-Identifier: Apache-2.0
// Several jobs at once, bounded; the first failure stops the rest.
#pragma once

#include "install/connections.hpp"

#include <cudaenv/install/install.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <functional>
#include <vector>

namespace cudaenv::install {

/// What a thread lends to its jobs, one after the other.
struct Worker {
    const CancelFlag& stop;  ///< set when another job failed, too
    Connections connections;
};

using Job = std::function<void(Worker&)>;

/// Runs `jobs` in order on at most `threads` threads. When one throws, the others' flag is set, and
/// once all have stopped the first exception is rethrown. `cancel` is passed on to the jobs' flag;
/// Interrupted comes out when it was the cause.
void run_jobs(const std::vector<Job>& jobs,
              unsigned threads,
              const RunContext& context,
              const CancelFlag& cancel);

}  // namespace cudaenv::install
