// SPDX-License-Identifier: Apache-2.0
// What can be known to fail before anything is fetched.
#pragma once

#include <cudaenv/install/plan.hpp>

namespace cudaenv::install {

/// Throws Error(io) naming the directory and the space needed when what is left to download does
/// not fit into the cache's file system.
void check_space(const Plan& plan, const store::Layout& layout);

}  // namespace cudaenv::install
