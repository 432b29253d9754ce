// SPDX-License-Identifier: Apache-2.0
// The answers that cost a process, each asked for once.
#pragma once

#include "machine/driver_library.hpp"

#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::machine {

/// What is known already, and decides whom to ask.
struct DriverFiles {
    std::optional<Version> module;
    std::string module_origin;
    std::optional<DriverLibrary> cuda;
    std::optional<DriverLibrary> nvml;
};

struct DriverAnswer {
    std::optional<Version> driver;
    std::string driver_origin;
    std::optional<Version> cuda;
    std::string cuda_origin;
    std::optional<Version> library;  ///< where a refusal names it
    std::string library_origin;
    bool mismatched = false;
    bool lacks_libcuda = false;  ///< NVML or nvidia-smi answered, and no libcuda could be asked
    std::vector<Gpu> gpus;
};

/// Runs the probe and, when that tells nothing, nvidia-smi. Answers are kept for the boot and the
/// driver that gave them, failures for a minute. Nothing is started where nothing of a driver is to
/// be seen.
DriverAnswer ask_driver(const DriverFiles& files,
                        const Environment& environment,
                        const Places& places);

}  // namespace cudaenv::machine
