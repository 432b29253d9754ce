// SPDX-License-Identifier: Apache-2.0
// The command line: parses, runs one command, prints, and gives the exit status.
#pragma once

namespace cudaenv::cli {

/// Runs `cudaenv <arguments>`. Never throws. Exit status: README, "Exit status".
int run(int argc, char** argv, const char* program_version);

}  // namespace cudaenv::cli
