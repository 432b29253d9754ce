// SPDX-License-Identifier: Apache-2.0
// Making the environment itself: assemble in staging, complete, record, publish by one rename.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <vector>

namespace cudaenv::install {

/// Assembles the environment `step` from the entries of the plan's other steps, all of which must
/// exist, and makes it visible. An environment of that name is replaced.
void publish_environment(const EnvironmentStep& step,
                         const std::vector<StoreStep>& parts,
                         const store::Layout& layout,
                         const CancelFlag& cancel);

}  // namespace cudaenv::install
