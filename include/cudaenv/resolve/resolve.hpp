// SPDX-License-Identifier: Apache-2.0
// The resolver: a pure function from what is asked, what the machine is and what exists to a
// decision with reasons.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <optional>
#include <string>

namespace cudaenv::resolve {

/// Throws Error(not_found) when no known release satisfies the spec, naming the nearest known ones;
/// Error(refused) when one does but none may be used here, naming the driver needed, the newest
/// release that would work and the override; Error(usage) for a spec that names no release or a
/// host compiler that is none. A release that a configured source has is preferred to one that is
/// only known; reachability decides nothing here.
Resolution resolve(const Request& request,
                   const machine::Machine& machine,
                   const CatalogView& catalog);

/// How one release runs on the machine, with the driver it needs and one sentence of words. Used by
/// `list --available`.
struct Judgement {
    Verdict verdict = Verdict::native;
    /// Stable code: empty for native, unless a GPU of this machine has only PTX (gpu-too-new) or
    /// nothing (gpu-partly); no-driver, driver-unknown, driver-too-old, driver-requirement-unknown,
    /// gpu-dropped.
    std::string reason;
    std::optional<Version>
        min_driver;  ///< NVIDIA's Linux number; none is stated for WSL and Jetson
    std::string words;
    /// What would make it native: "driver 550.54.15", "JetPack 7.2"; empty when nothing would, or
    /// nothing is known to.
    std::string needs = {};
};
Judgement judge(const Version& toolkit,
                const machine::Machine& machine,
                const CatalogView& catalog);

/// The newest CUDA that the driver runs, the number that nvidia-smi shows: as it says itself, else
/// by its branch, or by the JetPack of a Jetson. nullopt when there is none, or nobody knows.
std::optional<Version> driver_cuda(const machine::Machine& machine,
                                   const catalog::DriverTable& drivers);

/// Error(usage) that shows the accepted forms for a spec that names no release: `system`, `none`, a
/// name.
void require_release_spec(const Spec& spec);

}  // namespace cudaenv::resolve
