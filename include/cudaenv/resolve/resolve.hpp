// SPDX-License-Identifier: Apache-2.0
// The resolver: a pure function from what is asked, what the machine is and what exists to a decision with reasons.
#pragma once

#include <optional>
#include <string>

#include <cudaenv/resolve/resolution.hpp>

namespace cudaenv::resolve {

/// Throws Error(not_found) when no known release satisfies the spec, naming the nearest known ones;
/// Error(refused) when one does but none may be used here, naming the driver needed, the newest release that would
/// work and the override; Error(usage) for a spec that names no release or a host compiler that is none.
/// A release that a configured source has is preferred to one that is only known; reachability decides nothing here.
Resolution resolve(const Request& request, const machine::Machine& machine, const CatalogView& catalog);

/// How one release runs on the machine, with the driver it needs and one sentence of words. Used by `list --available`.
struct Judgement {
    Verdict verdict = Verdict::native;
    /// Stable code: empty for native, unless it is gpu-too-new (then only PTX runs on a GPU of this machine); no-driver,
    /// driver-too-old, driver-requirement-unknown, gpu-dropped.
    std::string reason;
    std::optional<Version> min_driver;
    std::string words;
};
Judgement judge(const Version& toolkit, const machine::Machine& machine, const CatalogView& catalog);

}  // namespace cudaenv::resolve
