// SPDX-License-Identifier: Apache-2.0
// How much of an archive is not in the download cache.
#pragma once

#include <cudaenv/install/plan.hpp>

namespace cudaenv::install {

/// Of all archives of the step: their sizes without what an earlier run left in the cache.
ByteCount left_to_fetch(const StoreStep& step, const store::Layout& layout);

}  // namespace cudaenv::install
