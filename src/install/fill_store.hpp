// SPDX-License-Identifier: Apache-2.0
// All that a plan wants in the store.
#pragma once

#include "install/run.hpp"
#include "install/unfit_entries.hpp"

namespace cudaenv::install {

struct Filled {
    ByteCount downloaded;
    Unfit mended;  ///< what was damaged, and was made anew
};

/// Makes every entry of the plan's steps that is not there, or not fit. Before anything is fetched:
/// Error(refused) or Error(io) for a root or a disk that cannot take it.
Filled fill_store(const Run& run);

}  // namespace cudaenv::install
