// SPDX-License-Identifier: Apache-2.0
// How one toolkit release runs on a machine: by its driver first, then by its GPUs.
#include "resolve/driver_rules.hpp"
#include "resolve/gpu_fit.hpp"
#include "resolve/reasons.hpp"

#include <fmt/format.h>

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

Judgement runs_on_no_gpu(Judgement judgement, const GpuFit& misfit) {
    judgement.verdict = Verdict::unsupported;
    judgement.words = misfit.words;
    if (misfit.code == GpuCode::none) {
        judgement.reason = kGpuDropped;
        judgement.needs.clear();
        return judgement;
    }
    judgement.words += ", and this driver is too old to compile its PTX";
    if (judgement.min_driver)
        judgement.words += fmt::format(" (needs {})", judgement.min_driver->text());
    return judgement;
}

Judgement with_misfit(Judgement judgement, const GpuFit& misfit) {
    const bool runs = runs_on(misfit, judgement.verdict);
    judgement.reason = runs ? kGpuTooNew : kGpuPartly;
    judgement.words += fmt::format(
        "; {}{}",
        misfit.words,
        runs ? ", only PTX that the driver compiles" : ": runs on the other GPUs of this machine");
    return judgement;
}

}  // namespace

Judgement judge(const Version& toolkit,
                const machine::Machine& machine,
                const CatalogView& catalog) {
    auto judgement = judge_driver(ask(toolkit, machine, catalog));
    const auto fits = fit_gpus(toolkit, known_capabilities(machine, *catalog.gpus), *catalog.gpus);
    const auto* misfit = find_misfit(fits, judgement.verdict);
    if (misfit == nullptr) return judgement;
    const auto verdict = judgement.verdict;
    if (std::none_of(
            fits.begin(), fits.end(), [&](const GpuFit& fit) { return runs_on(fit, verdict); })) {
        return runs_on_no_gpu(std::move(judgement), *misfit);
    }
    if (verdict == Verdict::unsupported) return judgement;
    return with_misfit(std::move(judgement), *misfit);
}

}  // namespace cudaenv::resolve
