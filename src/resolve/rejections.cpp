// SPDX-License-Identifier: Apache-2.0
// Which matching releases were passed over, and why: only those a user might have expected.
#include "resolve/gpu_fit.hpp"
#include "resolve/rejections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

constexpr std::size_t kMostRejections = 6;

std::string way_on(const Considered& each) {
    const auto& release = each.version().text();
    if (!each.has_source) return {};
    if (each.judgement.verdict == Verdict::minor_compat) {
        return fmt::format(
            "; would run in minor-version compatibility (no PTX JIT): cudaenv install {}", release);
    }
    if (each.judgement.verdict == Verdict::forward_compat) {
        return fmt::format(
            "; would run in forward compatibility: cudaenv install {} --compat forward", release);
    }
    return {};
}

Rejected driver_too_old(const Considered& each, const Circumstances& circumstances) {
    const auto& judgement = each.judgement;
    if (judgement.needs.empty()) return {each.version(), kDriverTooOld, "", judgement.words};
    auto words = "needs " + judgement.needs;
    const auto cap =
        driver_cap_words(judgement.min_driver, circumstances.machine, *circumstances.catalog.gpus);
    if (!cap.empty()) words += ", and " + cap;
    return {each.version(),
            kDriverTooOld,
            judgement.min_driver ? judgement.min_driver->text() : std::string(),
            words + way_on(each)};
}

Rejected reserved(const Considered& each) {
    const auto name_it = ": taken only when named exactly";
    const std::string reason(each.reserved());
    if (reason == kPrerelease)
        return {each.version(), reason, "", std::string("a pre-release") + name_it};
    if (reason == kYanked)
        return {each.version(), reason, "", std::string("withdrawn upstream") + name_it};
    return {each.version(), reason, "", each.judgement.words + name_it};
}

Rejected reject(const Considered& each, const Circumstances& circumstances) {
    const auto& judgement = each.judgement;
    if (judgement.reason == kGpuDropped) return {each.version(), kGpuDropped, "", judgement.words};
    if (!each.reserved().empty()) return reserved(each);
    if (!each.has_source && is_accepted(judgement, circumstances.request)) {
        return {each.version(), kNoSource, "", "no source in use has the whole toolkit"};
    }
    if (judgement.reason == kDriverTooOld) return driver_too_old(each, circumstances);
    return {each.version(), judgement.reason, "", judgement.words};
}

bool is_listed(const std::vector<Rejected>& listed, const Rejected& rejected) {
    return std::any_of(listed.begin(), listed.end(), [&](const Rejected& each) {
        return each.release == rejected.release;
    });
}

bool has_reason(const std::vector<Rejected>& listed, const std::string& reason) {
    return std::any_of(
        listed.begin(), listed.end(), [&](const Rejected& each) { return each.reason == reason; });
}

}  // namespace

std::vector<Rejected> rejections(const std::vector<Considered>& considered,
                                 const Considered& chosen,
                                 const Circumstances& circumstances) {
    std::vector<Rejected> passed_over;  // ascending
    for (const auto& each : considered) {
        if (each.matches && each.version() > chosen.version())
            passed_over.push_back(reject(each, circumstances));
    }
    std::vector<Rejected> listed;
    const auto first_ordinary = [](const Rejected& each) {
        return each.reason == kDriverTooOld || each.reason == kGpuDropped ||
               each.reason == kGpuTooNew || each.reason == kGpuPartly;
    };
    const auto newest = std::find_if(passed_over.rbegin(), passed_over.rend(), first_ordinary);
    if (newest != passed_over.rend()) listed.push_back(*newest);
    const auto next = std::find_if(passed_over.begin(), passed_over.end(), first_ordinary);
    if (next != passed_over.end() && !is_listed(listed, *next)) listed.push_back(*next);
    std::reverse(passed_over.begin(), passed_over.end());
    for (const auto& each : passed_over) {
        if (listed.size() == kMostRejections) break;
        if (!has_reason(listed, each.reason)) listed.push_back(each);
    }
    return listed;
}

std::vector<Weighed> weigh(const std::vector<Considered>& considered,
                           const Considered& chosen,
                           const Circumstances& circumstances) {
    std::vector<Weighed> weighed;
    for (auto each = considered.rbegin(); each != considered.rend(); ++each) {
        if (!each->matches) continue;
        const bool is_other = each->version() != chosen.version();
        const bool is_passed_over =
            each->version() > chosen.version() || (is_other && !each->reserved().empty());
        weighed.push_back(
            {each->version(),
             each->judgement.verdict,
             is_passed_over ? reject(*each, circumstances).words : each->judgement.words});
    }
    return weighed;
}

}  // namespace cudaenv::resolve
