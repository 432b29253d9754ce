// SPDX-License-Identifier: Apache-2.0
// Making store entries of verified archives: unpack to staging, complete, seal, publish by one
// rename.
#pragma once

#include "install/unfit_entries.hpp"

#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <vector>

namespace cudaenv::install {

/// What entries are made of, and where. Refers to what outlives it.
struct EntryMaking {
    const StoreStep& step;
    const source::Source& source;  ///< the step's
    const Unfit& unfit;            ///< those of the step's entries that are to be made
    const store::Layout& layout;
    std::filesystem::path system_root;
};

/// Unpacks `contents` (the step's archives in their order, already verified) into one tree for each
/// part and publishes those that are unfit, with their records: beside the others, or in the place
/// of a damaged one, which stays in staging for whoever reads it.
void publish_entries(const EntryMaking& making,
                     const std::vector<UniqueFd>& contents,
                     const CancelFlag& cancel);

}  // namespace cudaenv::install
