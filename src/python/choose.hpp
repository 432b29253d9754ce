// SPDX-License-Identifier: Apache-2.0
// From what files say to one need for each framework: what counts here, and what else is allowed.
#pragma once

#include "python/needs.hpp"

#include <vector>

namespace cudaenv::python {

/// Each framework once, in the order in which they were named. The base and the chosen extras
/// decide; where they name it not, the first other part that has a build for CUDA does. Of what
/// stands under conditions that nobody can judge here (a Python that is not known) the newest
/// release does. All else is in `also`.
std::vector<FrameworkNeed> choose_needs(const Statements& statements, const Choice& choice);

}  // namespace cudaenv::python
