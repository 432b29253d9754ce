// SPDX-License-Identifier: Apache-2.0
// --driver and --gpu: asking about another machine.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/machine/machine.hpp>

#include <CLI/App.hpp>

#include <string>

namespace cudaenv::cli {

struct MachineOptions {
    std::string driver;
    std::string gpu;
};

void bind_machine_options(CLI::App& command, MachineOptions& options);

/// The facts of this machine, with what the options and CUDAENV_DRIVER, CUDAENV_GPU say instead.
machine::Machine detect(const MachineOptions& options, const Services& services);

}  // namespace cudaenv::cli
