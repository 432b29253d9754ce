// SPDX-License-Identifier: Apache-2.0
// What kind of computer this is, by the marks it leaves in its files.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <string>
#include <vector>

namespace cudaenv::machine {

/// Jetson and its kin, whose driver is part of Linux for Tegra.
bool is_tegra(const std::filesystem::path& system_root);
/// The Linux of Windows: its driver is the one of Windows.
bool is_wsl(const std::filesystem::path& system_root);
bool is_container(const Environment& environment, const std::filesystem::path& system_root);
/// Names of the GPUs' device files: "nvidia0", "nvidiactl", "dxg"…, sorted.
std::vector<std::string> device_names(const std::filesystem::path& system_root);

}  // namespace cudaenv::machine
