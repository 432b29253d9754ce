// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#pragma once

#include "cli/options/machine_options.hpp"
#include "cli/services.hpp"

namespace cudaenv::cli {

/// One line per environment, whole or damaged, and per host compiler that was installed by its
/// name.
void print_installed(const MachineOptions& options, const Services& services);
/// The environments as one JSON object. Asks nothing of the machine.
void print_installed_json(const Services& services);

}  // namespace cudaenv::cli
