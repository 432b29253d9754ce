// SPDX-License-Identifier: Apache-2.0
// The driver, from everywhere it can stand.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace cudaenv::machine {

/// "550.144.03\n" of /sys/module/nvidia/version.
std::optional<Version> parse_module_version(std::string_view text);
/// First line of /proc/driver/nvidia/version (open, proprietary, DKMS builds).
std::optional<Version> parse_proc_version(std::string_view text);
/// First line of /etc/nv_tegra_release: "R36 (release), REVISION: 4.7" is 36.4.7.
std::optional<Version> parse_tegra_release(std::string_view text);

/// Linux for Tegra by the number of JetPack 6's driver: 36.4 of "540.4.0". nullopt: another driver.
std::optional<Version> tegra_release_of_driver(const Version& driver);

/// What nvidia-smi prints.
struct SmiBanner {
    std::optional<Version> driver;   ///< "Driver Version:" or, from R610, "KMD Version:"
    std::optional<Version> cuda;     ///< "CUDA Version:", "CUDA UMD Version:"; none before R410
    std::optional<Version> library;  ///< of "Driver/library version mismatch", where it tells
    bool mismatched = false;
    bool lacks_libcuda = false;  ///< "CUDA Version: N/A": it found none to ask
};
SmiBanner parse_smi_banner(std::string_view text);

struct DriverReport {
    std::optional<Driver> driver;
    std::vector<Gpu> gpus;
    bool lacks_libcuda = false;  ///< see Machine
};
/// The kernel's files and the library's name without a process; then, once for each boot and
/// driver, NVML and libcuda in a child process, or nvidia-smi. A Jetson's driver has the number of
/// its Linux for Tegra, that of WSL the one of Windows.
DriverReport detect_driver(const Environment& environment, const Places& places);

}  // namespace cudaenv::machine
