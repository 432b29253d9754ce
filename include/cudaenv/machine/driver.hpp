// SPDX-License-Identifier: Apache-2.0
// The driver version, without starting a process where possible.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include <cudaenv/machine/machine.hpp>

namespace cudaenv::machine {

/// "550.144.03\n" of /sys/module/nvidia/version.
std::optional<Version> parse_module_version(std::string_view text);
/// First line of /proc/driver/nvidia/version (open, proprietary, DKMS builds: compat-notes §3).
std::optional<Version> parse_proc_version(std::string_view text);
/// Both nvidia-smi banners ("Driver Version:" and, from R610, "KMD Version:").
std::optional<Version> parse_smi_banner(std::string_view text);

/// /sys/module/nvidia/version, /proc/driver/nvidia/version, then nvidia-smi from PATH with a deadline of two seconds.
/// Not returned, because the driver table does not hold for them: the number of a Jetson (etc/nv_tegra_release, or
/// "nvidia,tegra…" in its device tree), and that of WSL, where the driver is the one of Windows.
std::optional<Driver> detect_driver(const Environment& environment, const std::filesystem::path& system_root);

}  // namespace cudaenv::machine
