// SPDX-License-Identifier: Apache-2.0
// The two numbers that people mix up, side by side: what the driver can run, and the toolkit.
#pragma once

#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

/// "driver 550.144.03", "driver 566.36 of Windows", "Jetson Linux 36.4.7", "no NVIDIA driver".
std::string driver_label(const machine::Machine& machine);

/// What the driver can run, and how `toolkit` (when one is active) stands to it: "can run CUDA up
/// to 12.4 (the number nvidia-smi shows); 11.2.2 is fine on it".
std::string driver_sentence(const machine::Machine& machine,
                            const std::optional<Version>& toolkit,
                            const resolve::CatalogView& view);

/// What is wrong with the driver itself, one sentence each: another version loaded than installed,
/// or a container without devices.
std::vector<std::string> driver_troubles(const machine::Machine& machine);

}  // namespace cudaenv::cli
