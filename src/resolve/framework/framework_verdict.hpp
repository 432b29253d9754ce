// SPDX-License-Identifier: Apache-2.0
// How a framework itself runs on a machine.
#pragma once

#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

/// Fills drivers, verdict, the limit, and a note about another build of `row` (nullptr: unknown)
/// that runs where this one does not. Needs build and toolkit.
void judge_framework(FrameworkAnswer& answer,
                     const catalog::FrameworkRow* row,
                     const machine::Machine& machine,
                     const catalog::Facts& catalog);

}  // namespace cudaenv::resolve
