// SPDX-License-Identifier: Apache-2.0
// How a toolkit runs on a machine, in one sentence.
#pragma once

#include <cudaenv/resolve/judgement.hpp>

#include <string>

namespace cudaenv::explain {

/// "needs driver 575.57.08; runs on 550.144.03 in minor-version compatibility (no PTX JIT)".
std::string words(const resolve::Judgement& judgement);
/// "driver 550.54.15", "a Windows driver for CUDA 13.0", "JetPack 7.2".
std::string words(const resolve::Need& need);

/// Of a chosen toolkit: "runs natively on driver 460.80", "compiles here, runs on other machines".
std::string run_words(const resolve::Judgement& judgement);

}  // namespace cudaenv::explain
