// SPDX-License-Identifier: Apache-2.0
// --driver, --gpu and --machine: asking about another machine.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/jobs/session.hpp>

#include <CLI/App.hpp>

#include <string>

namespace cudaenv::cli {

struct MachineOptions {
    std::string driver;
    std::string gpu;
    std::string file;  ///< of `cudaenv machine --json`; "-": standard input
};

void bind_machine_options(CLI::App& command, MachineOptions& options);

/// For one command, about the machine that the options name.
jobs::Session open_session(const Services& services, const MachineOptions& options = {});

/// Error(usage) when a machine was given by file: what another machine needs must not be built with
/// the compilers of this one.
void require_this_machine(const MachineOptions& options);

}  // namespace cudaenv::cli
