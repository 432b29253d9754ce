// SPDX-License-Identifier: Apache-2.0
// Forward compatibility: NVIDIA's cuda-compat package, a newer user-mode driver on an older kernel
// driver.
#pragma once

#include "resolve/driver_rules.hpp"

#include <optional>
#include <string>

namespace cudaenv::resolve {

/// "NVIDIA's cuda-compat-13-1 package in front of LD_LIBRARY_PATH".
std::string compat_package_words(const Version& release);

/// With what the toolkit runs on this older driver: a libcuda on this machine whose note admits the
/// driver's branch, else the package of the toolkit's X.Y when the table admits it. Never an older
/// package than the driver. nullopt: with nothing.
std::optional<std::string> find_forward_way(const Question& question);

/// Why forward compatibility does not work on the GPUs of the machine; empty when it does.
std::string forward_objection(const machine::Machine& machine, const catalog::GpuTable& table);

}  // namespace cudaenv::resolve
