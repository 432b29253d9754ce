// SPDX-License-Identifier: Apache-2.0
// One step of a plan: its archives become entries of the store.
#pragma once

#include "install/run.hpp"
#include "install/unfit_entries.hpp"
#include "install/workers.hpp"

#include <mutex>

namespace cudaenv::install {

/// What the tasks of a run come to, together.
struct Tally {
    std::mutex mutex{};  ///< guards the others
    ByteCount downloaded{};
    Unfit mended{};  ///< what was damaged, and was made anew
};

/// Refers to what outlives it.
struct StoreTask {
    const Run& run;
    const StoreStep& step;  ///< `in_store` as the store is, not as it was planned
    std::size_t first;      ///< number of the step's first archive in the plan, for the observer
    Tally& tally;
};

/// An entry that is damaged does not do, nor, where there is a network, one that lacks its record:
/// without one it is better than none.
Scrutiny quick_scrutiny(const RunOptions& options);

/// Fetches the step's archives and makes its entries of them, unless they are there and fit: as
/// far as looking at them told, with `reinstall` as far as reading them tells.
void make_entries(const StoreTask& task, Worker& worker);

}  // namespace cudaenv::install
