// SPDX-License-Identifier: Apache-2.0
// GPUs that files name, where nobody could be asked.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <vector>

namespace cudaenv::machine {

/// The models in proc/driver/nvidia/gpus/*/information, in the order of their bus addresses;
/// excluded ones are left out.
std::vector<Gpu> read_proc_gpus(const std::filesystem::path& system_root);

/// The GPU of the Tegra chip that proc/device-tree/compatible names.
std::vector<Gpu> read_tegra_gpu(const std::filesystem::path& system_root);

}  // namespace cudaenv::machine
