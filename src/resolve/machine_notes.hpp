// SPDX-License-Identifier: Apache-2.0
// What to know about the driver of a machine, whatever toolkit is chosen.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <string>
#include <vector>

namespace cudaenv::resolve {

/// Warnings about a driver whose parts differ, or that has no GPU to drive here.
std::vector<std::string> machine_notes(const machine::Machine& machine);

/// One line that tells driver and toolkit apart: "driver 460.80 runs CUDA up to 11.2 (the number
/// nvidia-smi shows); toolkit 11.2.2 (the number nvcc shows) is fine on it".
std::string layers_words(const Version& toolkit,
                         Verdict verdict,
                         const machine::Machine& machine,
                         const std::optional<Version>& driver_cuda);

}  // namespace cudaenv::resolve
