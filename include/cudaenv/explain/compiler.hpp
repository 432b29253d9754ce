// SPDX-License-Identifier: Apache-2.0
// Why a host compiler was chosen, or does not fit.
#pragma once

#include <cudaenv/resolve/compiler.hpp>

#include <string>

namespace cudaenv::explain {

/// "nvcc 11.2 accepts gcc up to 10".
std::string range_words(const resolve::GccRange& range);
/// "is too new for nvcc 11.2 (accepts up to 10)".
std::string misfit_words(const resolve::GccMisfit& misfit);
/// "gcc 12.2 on this machine is too new for nvcc 11.2 (accepts up to 10)".
std::string obstacle_words(const resolve::PlainGccObstacle& obstacle);

/// Why this compiler: what nvcc accepts, or what is in the way of plain g++.
std::string reason_words(const resolve::ChosenCompiler& compiler);

}  // namespace cudaenv::explain
