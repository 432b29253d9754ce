// SPDX-License-Identifier: Apache-2.0
// The command line's words: cudaenv's own, and those of the command that exec runs.
#pragma once

#include <string>
#include <vector>

namespace cudaenv::cli {

struct Arguments {
    std::vector<std::string> own;
    std::vector<std::string> trailing;  ///< of the command that exec runs
};

/// Splits at the first "--". After `exec` the dashes may be left out: then the first word that is
/// neither an option of cudaenv nor looks like a release begins the command ("exec nvcc --version",
/// "exec 11.2 make -j4").
Arguments split_arguments(const std::vector<std::string>& words);

}  // namespace cudaenv::cli
