// SPDX-License-Identifier: Apache-2.0
// Why there is no toolkit for a request, and what would help.
#pragma once

#include "resolve/toolkit/toolkit_choice.hpp"

#include <vector>

namespace cudaenv::resolve {

/// No known release satisfies the spec, or only ones that must be named exactly.
Refusal no_release(const std::vector<Considered>& considered,
                   const Request& request,
                   const catalog::Facts& catalog);

/// `nearest` is the matching release closest to running here, `works` the newest that does (may be
/// null).
NoneRunsHere none_runs_here(const Considered& nearest,
                            const Considered* works,
                            const Circumstances& circumstances);

}  // namespace cudaenv::resolve
