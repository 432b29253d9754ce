// SPDX-License-Identifier: Apache-2.0
// The texts that replace detection: a driver version, and GPUs.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::machine {

/// "550.54.15", a branch ("550"), a Jetson's "540.4.0", or "none" (nullopt). Throws Error(usage)
/// naming `where` and the accepted forms.
std::optional<Driver> parse_driver_override(const std::string& text, const std::string& where);

/// "8.6", "86", "sm_86", "sm_90a", the name of a GPU ("RTX 4090", "4090"), several by comma, or
/// "none". Throws Error(usage) naming `where` and the accepted forms. Whether a GPU has that name
/// is not known here.
std::vector<Gpu> parse_gpu_override(const std::string& text, const std::string& where);

}  // namespace cudaenv::machine
