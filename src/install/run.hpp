// SPDX-License-Identifier: Apache-2.0
// One run of a plan.
#pragma once

#include <cudaenv/install/install.hpp>

namespace cudaenv::install {

/// What run_plan was called with; the observer takes calls from several threads.
struct Run {
    const Plan& plan;
    const RunOptions& options;
    const RunContext& context;
    Observer& observer;
    const CancelFlag& cancel;

    [[nodiscard]] const store::Layout& layout() const { return context.layout; }
};

}  // namespace cudaenv::install
