// SPDX-License-Identifier: Apache-2.0
// What is installed, which of it is selected here, and how it runs.
#pragma once

#include "cli/options/machine_options.hpp"
#include "cli/services.hpp"

#include <cudaenv/jobs/inventory.hpp>
#include <cudaenv/resolve/judgement.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

struct ListedEnvironment {
    jobs::MeasuredEnvironment measured;
    bool is_selected = false;
    std::string selected_by = {};  ///< the file or variable, as it is shown; may be empty
    std::optional<resolve::Judgement> judgement = {};  ///< of a linked toolkit there is none
};

struct InstalledList {
    std::vector<ListedEnvironment> environments;
    std::vector<store::Damaged> damaged;
    std::vector<jobs::KeptCompiler> compilers;
    bool is_empty = false;  ///< not even a compiler is meant to be kept
};

/// With a warning for what is passed over. Asks nothing of the machine, so that nothing is judged;
/// names no compilers.
InstalledList list_installed(const Services& services);
/// As above, judged for the machine of `options`, and with the compilers.
InstalledList judge_installed(const MachineOptions& options, const Services& services);

}  // namespace cudaenv::cli
