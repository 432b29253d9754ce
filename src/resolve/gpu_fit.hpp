// SPDX-License-Identifier: Apache-2.0
// Whether a toolkit has machine code for the GPUs of a machine.
#pragma once

#include "resolve/reasons.hpp"

#include <cudaenv/catalog/tables.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve {

struct GpuMisfit {
    std::string reason;  ///< one of the codes above
    std::string words;   ///< "no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"
};

/// The first GPU, newest first, that the toolkit has no code for; a dropped one before one too new.
/// A GPU that the table does not know fits.
std::optional<GpuMisfit> find_gpu_misfit(const Version& toolkit,
                                         std::vector<Version> gpus,
                                         const catalog::GpuTable& table);

}  // namespace cudaenv::resolve
