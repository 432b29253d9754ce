// SPDX-License-Identifier: Apache-2.0
// The resolver: a pure function from what is asked, what the machine is and what exists to a
// decision with reasons.
#pragma once

#include <cudaenv/resolve/refusal.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

using Answer = std::variant<Resolution, Refusal>;

/// A release that a configured source has is preferred to one that is only known; reachability
/// decides nothing here.
Answer resolve(const Request& request,
               const machine::Machine& machine,
               const catalog::Facts& catalog);

/// The first library that `request` names and the catalogue has not; resolve() refuses it.
std::optional<UnknownLibrary> find_unknown_library(const Request& request,
                                                   const catalog::Facts& catalog);

/// What resolve() refuses a spec with that no known release satisfies; nullopt where one does, or
/// where the spec names none.
std::optional<UnknownRelease> find_unknown_release(const Spec& spec, const catalog::Facts& catalog);
/// What a text that names no release may have been typed for: a known release whose number stands
/// in it ("11,2", "cuda-toolkit-11-2"), or `latest`.
std::optional<Spec> find_meant(std::string_view text, const catalog::Facts& catalog);

/// How one release runs on the machine. Used by `list --available`.
Judgement judge(const Version& toolkit,
                const machine::Machine& machine,
                const catalog::Facts& catalog);

/// The driver of the machine, nullopt when it has none.
std::optional<KnownDriver> known_driver(const machine::Machine& machine,
                                        const catalog::DriverTable& drivers);

/// Warnings about a driver whose parts differ, or that has no GPU to drive here. `driver` is what
/// known_driver() says of the machine's.
std::vector<Note> driver_notes(const machine::Machine& machine,
                               const std::optional<KnownDriver>& driver);

/// Whether a spec may name releases: `system`, `none` and names do not.
bool names_releases(const Spec& spec);

}  // namespace cudaenv::resolve
