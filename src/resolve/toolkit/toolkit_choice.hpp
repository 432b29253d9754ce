// SPDX-License-Identifier: Apache-2.0
// Which toolkit release a request gets on a machine.
#pragma once

#include "resolve/toolkit/releases.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

/// What a decision depends on.
struct Circumstances {
    const Request& request;
    const machine::Machine& machine;
    const catalog::Facts& catalog;
};

/// A known release as this request and this machine see it.
struct Considered {
    KnownRelease known;
    Judgement judgement;
    bool matches = false;  ///< satisfies the spec
    /// There is a driver, and nobody knows whether it is new enough.
    bool has_unknown_requirement = false;
    /// One of the request's sources has the whole toolkit for this platform.
    bool has_source = false;
    int gpu_rank = 3;  ///< how well it serves the GPUs of this machine, 3 is best (gpu_fit.hpp)

    [[nodiscard]] const Version& version() const { return known.version; }
    /// Why it is only taken when named exactly; nullopt for an ordinary release.
    [[nodiscard]] std::optional<Reason> reserved() const;
};

/// Every known release, ascending.
std::vector<Considered> consider(const Request& request,
                                 const machine::Machine& machine,
                                 const catalog::Facts& catalog);

/// Whether a spec may pick it at all: it matches and, unless named exactly, is an ordinary release.
bool is_candidate(const Considered& considered, const Spec& spec);

/// Whether the request takes a release that runs like this: --compat, else native for a prefix and
/// minor for an exact release.
bool is_accepted(const Judgement& judgement, const Request& request);

/// The best of those that satisfy `wanted`: one with a source, then by verdict, then by
/// how many of the GPUs it has machine code for, then the newest. nullptr when there is none.
const Considered* find_best(const std::vector<Considered>& considered,
                            const std::function<bool(const Considered&)>& wanted);

/// The release for the request, one of `considered`.
std::variant<const Considered*, Refusal> choose_toolkit(const std::vector<Considered>& considered,
                                                        const Request& request,
                                                        const machine::Machine& machine,
                                                        const catalog::Facts& catalog);

/// Of the releases that run here and that a reachable source has, the best one that satisfies the
/// spec, else the one nearest to `chosen`, which no such source has: first those of its major, and
/// of two as near the newer.
const Considered* find_nearest_available(const std::vector<Considered>& considered,
                                         const Considered& chosen,
                                         const Circumstances& circumstances);

}  // namespace cudaenv::resolve
