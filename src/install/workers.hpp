// SPDX-License-Identifier: Apache-2.0
// Several tasks at once, bounded; the first failure stops the rest.
#pragma once

#include "install/connections.hpp"

#include <cudaenv/install/install.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <functional>
#include <vector>

namespace cudaenv::install {

/// What a thread lends to its tasks, one after the other.
struct Worker {
    const CancelFlag& stop;  ///< set when another task failed, too
    Connections connections;
};

using Task = std::function<void(Worker&)>;

/// Runs `tasks` in order on at most `threads` threads. When one throws, the others' flag is set,
/// and once all have stopped the first exception is rethrown. `cancel` is passed on to the tasks'
/// flag; Interrupted comes out when it was the cause.
void run_tasks(const std::vector<Task>& tasks,
               unsigned threads,
               const RunContext& context,
               const CancelFlag& cancel);

}  // namespace cudaenv::install
