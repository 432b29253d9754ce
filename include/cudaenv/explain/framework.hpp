// SPDX-License-Identifier: Apache-2.0
// What a framework was built with, and how it runs on a machine.
#pragma once

#include <cudaenv/resolve/framework.hpp>

#include <string>
#include <vector>

namespace cudaenv::explain {

/// "torch 2.6.0"; "cudf" where no release is named.
std::string name_words(const resolve::FrameworkAnswer& answer);

/// How a build runs: "driver 470.57.02 is too old: it needs 525.60.13 or newer", "no kernel image
/// for compute capability 6.1: …".
std::string fit_words(const resolve::BuildFit& fit);

/// The command: "pip install torch==2.8.0 --index-url https://…".
std::string command_words(const resolve::PipInstall& install);
/// What runs instead: "its build for CUDA 12.6 runs here".
std::string alternative_words(const resolve::FrameworkAnswer& answer);

/// Why this build: "the build that a plain install gives".
std::string build_reason(const resolve::FrameworkAnswer& answer);
/// One sentence each.
std::vector<std::string> note_words(const resolve::FrameworkAnswer& answer);

}  // namespace cudaenv::explain
