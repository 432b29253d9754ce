// SPDX-License-Identifier: Apache-2.0
// The texts that replace detection: a driver version and compute capabilities.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::machine {

/// "550.54.15", a branch ("550"), or "none" (nullopt). Throws Error(usage) naming `where` and the
/// accepted forms.
std::optional<Driver> parse_driver_override(const std::string& text, const std::string& where);

/// "8.6", "86", "sm_86", "sm_90a", comma-separated, or "none"; newest first. Throws Error(usage)
/// naming `where` and the accepted forms.
std::vector<Version> parse_gpu_override(const std::string& text, const std::string& where);

}  // namespace cudaenv::machine
