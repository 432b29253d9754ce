// SPDX-License-Identifier: Apache-2.0
// Whether a toolkit has code for the GPUs of a machine.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve {

/// The machine with its GPUs that are known by name alone looked up. Names take long to compare:
/// done once where many releases are judged.
machine::Machine with_capabilities(machine::Machine machine, const catalog::GpuTable& table);
/// Of the GPUs, newest first, each once. Those that nobody knows are left out.
std::vector<Version> known_capabilities(const machine::Machine& machine,
                                        const catalog::GpuTable& table);

/// What a toolkit has for a GPU: machine code, only PTX that the driver must compile, nothing.
enum class GpuCode { machine_code, ptx, none };

struct GpuFit {
    Version capability;
    GpuCode code = GpuCode::machine_code;
    std::string words =
        {};  ///< "no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"
};

/// One for every capability, newest first. A GPU that the table does not know fits.
std::vector<GpuFit> fit_gpus(const Version& toolkit,
                             const std::vector<Version>& capabilities,
                             const catalog::GpuTable& table);

/// How well the whole machine is served, the newest GPU before the others: every GPU has machine
/// code (3), the newest has (2), the newest has PTX (1), it has nothing (0).
int gpu_rank(const std::vector<GpuFit>& fits);

/// The GPU of the machine that the first driver branch leaves behind; nullptr when none is known
/// to.
const catalog::GpuRow* find_driver_cap(const machine::Machine& machine,
                                       const catalog::GpuTable& table);
/// "470 is the last driver branch for compute capability 3.7 (Kepler)"; empty when `needed` is not
/// beyond it.
std::string driver_cap_words(const std::optional<Version>& needed,
                             const machine::Machine& machine,
                             const catalog::GpuTable& table);

}  // namespace cudaenv::resolve
