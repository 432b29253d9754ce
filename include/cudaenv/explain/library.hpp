// SPDX-License-Identifier: Apache-2.0
// Why a library was chosen, or cannot be had.
#pragma once

#include <cudaenv/resolve/library.hpp>

#include <string>

namespace cudaenv::explain {

/// "needs driver 525.60.13", "could not be reached (debian, wheels)".
std::string obstacle_words(const resolve::LibraryObstacle& obstacle);

/// "newest of cuDNN 8 for CUDA 11.x; driver floor 450.80.02".
std::string reason_words(const resolve::ChosenLibrary& library);

/// "no cuDNN 8 for CUDA 12.3.2 can be had here".
std::string missing_words(const resolve::MissingLibrary& missing);
/// Why the newest that is asked for is not taken: "8.9.7.29 has no code for compute capability
/// 12.0".
std::string newest_words(const resolve::MissingLibrary& missing);

}  // namespace cudaenv::explain
