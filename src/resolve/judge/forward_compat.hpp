// SPDX-License-Identifier: Apache-2.0
// Forward compatibility: NVIDIA's cuda-compat package, a newer user-mode driver on an older kernel
// driver.
#pragma once

#include "resolve/judge/driver_rules.hpp"

#include <optional>

namespace cudaenv::resolve {

/// With what the toolkit runs on this older Linux driver: a libcuda on this machine whose note
/// admits the driver's branch, else the package of the toolkit's X.Y when the table admits it.
/// Never an older package than the driver. nullopt: with nothing.
std::optional<ForwardCompat> find_forward_compat(const DriverQuestion& question);

}  // namespace cudaenv::resolve
