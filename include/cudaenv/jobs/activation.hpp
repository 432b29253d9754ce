// SPDX-License-Identifier: Apache-2.0
// Making active what was selected.
#pragma once

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

namespace cudaenv::jobs {

/// What a process with `environment` must change to be in the selected environment; where none is
/// selected, to leave the one that it is in.
activation::Changes activate(const selection::Selection& selection,
                             const Environment& environment,
                             const store::Layout& layout);

}  // namespace cudaenv::jobs
