// SPDX-License-Identifier: Apache-2.0
// What is installed, which of it is selected here, and how it runs.
#pragma once

#include "cli/options/machine_options.hpp"
#include "cli/services.hpp"
#include "cli/words/installed_list.hpp"

namespace cudaenv::cli {

/// With a warning for what is passed over. Asks nothing of the machine, so that nothing is judged;
/// names no compilers.
InstalledList list_installed(const Services& services);
/// As above, judged for the machine of `options`, and with the compilers.
InstalledList judge_installed(const MachineOptions& options, const Services& services);

}  // namespace cudaenv::cli
