// SPDX-License-Identifier: Apache-2.0
// Whether a toolkit has code for the GPUs of a machine.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/judgement.hpp>

#include <optional>
#include <vector>

namespace cudaenv::resolve {

/// The machine with its GPUs that are known by name alone looked up. Names take long to compare:
/// done once where many releases are judged.
machine::Machine with_capabilities(machine::Machine machine, const catalog::GpuTable& table);
/// Of the GPUs, newest first, each once. Those that nobody knows are left out.
std::vector<Version> known_capabilities(const machine::Machine& machine,
                                        const catalog::GpuTable& table);

/// One for every capability, newest first. A GPU that the table does not know fits; one that the
/// toolkit has no code for is served by the code for a lower capability of its major.
std::vector<GpuFit> fit_gpus(const Version& toolkit,
                             const std::vector<Version>& capabilities,
                             const catalog::GpuTable& table);

/// How well the whole machine is served, the newest GPU before the others: every GPU has machine
/// code (3), the newest has (2), the newest has PTX (1), it has nothing (0).
int gpu_rank(const std::vector<GpuFit>& fits);

/// The driver to go to from one that does not list the GPU: its product, else any product of its
/// capability. nullopt where it lists it, or where that is not known, or not of all of them.
std::optional<Version> next_driver(const machine::Gpu& gpu,
                                   const Version& driver,
                                   const catalog::GpuTable& table);

/// Of the GPU of the machine that the first driver branch leaves behind; nullopt when none is known
/// to, or when its last branch reaches the driver that is `needed`.
std::optional<DriverCap> find_driver_cap(const std::optional<Version>& needed,
                                         const machine::Machine& machine,
                                         const catalog::GpuTable& table);

}  // namespace cudaenv::resolve
