// SPDX-License-Identifier: Apache-2.0
// --driver, --gpu and --machine: asking about another machine.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/machine/machine.hpp>

#include <CLI/App.hpp>

#include <string>

namespace cudaenv::cli {

/// The hidden command that detect() starts to ask the driver's libraries.
inline constexpr const char* kProbeCommand = "probe-driver";

struct MachineOptions {
    std::string driver;
    std::string gpu;
    std::string file;  ///< of `cudaenv machine --json`; "-": standard input
};

void bind_machine_options(CLI::App& command, MachineOptions& options);

/// The facts of this machine, or of the one in the file, with what the options say instead. For
/// this machine CUDAENV_DRIVER and CUDAENV_GPU count too.
machine::Machine detect(const MachineOptions& options, const Services& services);

/// Error(usage) when a machine was given by file: what another machine needs must not be built with
/// the compilers of this one.
void require_this_machine(const MachineOptions& options);

}  // namespace cudaenv::cli
