// SPDX-License-Identifier: Apache-2.0
// The shims and the shell integration, kept in step with what is installed.
#pragma once

#include "cli/services.hpp"

namespace cudaenv::cli {

/// Brings them in step, for NVIDIA's tools as the catalogue knows them; throws when it cannot.
void refresh_shims(const Services& services);

/// Brings them in step where an earlier command was cut short or somebody removed something. Cheap
/// where nothing is amiss, and never waits; where it cannot be done (a read-only root, say) nothing
/// is said.
void ensure_shims(const Services& services);

}  // namespace cudaenv::cli
