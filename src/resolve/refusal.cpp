// SPDX-License-Identifier: Apache-2.0
// Why there is no toolkit for a request, and what would help.
#include "resolve/refusal.hpp"

#include "resolve/judge/gpu_fit.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <utility>

namespace cudaenv::resolve {

namespace {

/// The driver from which on it would run better than now.
const std::optional<Version>& least_useful_driver(const Judgement& nearest) {
    const bool is_ptx_in_the_way = nearest.driver_verdict == Verdict::minor_compat;
    const bool floor_helps =
        nearest.minor_floor && nearest.verdict == Verdict::unsupported && !is_ptx_in_the_way;
    return floor_helps ? nearest.minor_floor : nearest.min_driver;
}

}  // namespace

bool names_releases(const Spec& spec) {
    const auto kind = spec.kind();
    return kind != Spec::Kind::system && kind != Spec::Kind::none && kind != Spec::Kind::name;
}

Refusal no_release(const std::vector<Considered>& considered,
                   const Request& request,
                   const catalog::Facts& catalog) {
    if (auto unknown = find_unknown_release(request.cuda, catalog)) return *std::move(unknown);
    const auto* reserved =
        find_best(considered, [](const Considered& each) { return each.matches; });
    return OnlyReserved{request.cuda, reserved->reserved().value(), reserved->judgement};
}

NoneRunsHere none_runs_here(const Considered& nearest,
                            const Considered* works,
                            const Circumstances& circumstances) {
    const auto& [request, machine, catalog] = circumstances;
    NoneRunsHere refusal{request.cuda, nearest.judgement};
    if (works != nullptr) refusal.works = works->version();
    if (nearest.judgement.reason == Reason::gpu_dropped) return refusal;
    refusal.cap = find_driver_cap(nearest.judgement.min_driver, machine, catalog.gpus());
    refusal.update_helps =
        !find_driver_cap(least_useful_driver(nearest.judgement), machine, catalog.gpus());
    return refusal;
}

}  // namespace cudaenv::resolve
