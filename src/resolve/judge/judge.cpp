// SPDX-License-Identifier: Apache-2.0
// How one toolkit release runs on a machine: by its driver first, then by its GPUs.
#include "resolve/judge/driver_rules.hpp"
#include "resolve/judge/forward_compat.hpp"
#include "resolve/judge/gpu_fit.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// The PTX of a toolkit is compiled by a driver that is as new as the toolkit: by any native one,
/// and by the one that a compat package brings, but not in minor-version compatibility.
bool compiles_ptx(Verdict verdict) {
    return verdict != Verdict::minor_compat;
}

bool runs_on(const GpuFit& fit, Verdict verdict) {
    return fit.code == GpuCode::machine_code || (fit.code == GpuCode::ptx && compiles_ptx(verdict));
}

/// The newest GPU that is not served with machine code; a GPU that gets nothing goes first.
const GpuFit* find_misfit(const std::vector<GpuFit>& fits, Verdict verdict) {
    const GpuFit* misfit = nullptr;
    for (const auto& fit : fits) {
        if (!runs_on(fit, verdict)) return &fit;
        if (misfit == nullptr && fit.code != GpuCode::machine_code) misfit = &fit;
    }
    return misfit;
}

/// In minor-version compatibility the driver would carry it, but does not compile the PTX that is
/// all the GPUs get; else nothing makes it run.
Judgement runs_on_no_gpu(Judgement judgement,
                         const GpuFit& misfit,
                         const DriverQuestion& question) {
    judgement.verdict = Verdict::unsupported;
    judgement.misfit = misfit;
    if (misfit.code == GpuCode::none) {
        judgement.reason = Reason::gpu_dropped;
        judgement.needs.reset();
    } else if (judgement.min_driver) {
        judgement.forward = find_forward_compat(question);
    }
    return judgement;
}

Judgement with_misfit(Judgement judgement, const GpuFit& misfit) {
    judgement.reason =
        runs_on(misfit, judgement.verdict) ? Reason::gpu_too_new : Reason::gpu_partly;
    judgement.misfit = misfit;
    return judgement;
}

}  // namespace

Judgement judge(const Version& toolkit,
                const machine::Machine& machine,
                const catalog::Facts& catalog) {
    const auto question = ask(toolkit, machine, catalog);
    auto judgement = judge_driver(question);
    const auto fits =
        fit_gpus(toolkit, known_capabilities(machine, catalog.gpus()), catalog.gpus());
    const auto* misfit = find_misfit(fits, judgement.verdict);
    if (misfit == nullptr) return judgement;
    const auto verdict = judgement.verdict;
    if (std::none_of(
            fits.begin(), fits.end(), [&](const GpuFit& fit) { return runs_on(fit, verdict); })) {
        return runs_on_no_gpu(std::move(judgement), *misfit, question);
    }
    if (verdict == Verdict::unsupported) return judgement;
    return with_misfit(std::move(judgement), *misfit);
}

}  // namespace cudaenv::resolve
