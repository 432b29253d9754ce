// SPDX-License-Identifier: Apache-2.0
// What an environment wants of the variables.
#pragma once

#include "activation/undo.hpp"

#include <cudaenv/store/installed.hpp>

#include <vector>

namespace cudaenv::activation {

/// One step per variable, in the order of their names. Throws Error(integrity) for a name that no
/// shell can set.
std::vector<Step> plan_steps(const store::Installed& target, bool with_library_path);

}  // namespace cudaenv::activation
