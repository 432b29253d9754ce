// SPDX-License-Identifier: Apache-2.0
// Whether the driver knows the GPUs at all: no mode of compatibility helps where it does not.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/note.hpp>

#include <vector>

namespace cudaenv::resolve {

/// A note for every GPU that the driver no longer knows (GpuRow::last_driver_branch) or does
/// not know yet (GpuProduct::first_drivers, where every product of its capability has them).
/// Without a driver: one when no driver that knows the GPUs reaches the minimum of the toolkit.
std::vector<Note> gpu_driver_notes(const machine::Machine& machine,
                                   const Judgement& judgement,
                                   const catalog::GpuTable& table);

}  // namespace cudaenv::resolve
