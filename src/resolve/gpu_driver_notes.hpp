// SPDX-License-Identifier: Apache-2.0
// Whether the driver knows the GPUs at all: no mode of compatibility helps where it does not.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve {

/// One sentence for every GPU that the driver no longer knows (GpuRow::last_driver_branch) or does
/// not know yet (GpuProduct::min_driver, where every product of its capability has one). Without a
/// driver: one when no driver that knows the GPUs reaches `needed`, the toolkit's minimum.
std::vector<std::string> gpu_driver_notes(const machine::Machine& machine,
                                          const std::optional<Version>& needed,
                                          const catalog::GpuTable& table);

}  // namespace cudaenv::resolve
