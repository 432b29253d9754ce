// SPDX-License-Identifier: Apache-2.0
// Shims, shim program and hooks after something was installed or removed.
#pragma once

#include "cli/services.hpp"

namespace cudaenv::cli {

/// Brings shims/ and shell/ in step with what is installed; only NVIDIA's tools, as the program
/// knows them (tables/tools.yaml), get shims.
void refresh_shims(const Services& services);

}  // namespace cudaenv::cli
