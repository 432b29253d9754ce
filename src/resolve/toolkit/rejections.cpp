// SPDX-License-Identifier: Apache-2.0
// Which matching releases were passed over, and why: only those a user might have expected.
#include "resolve/toolkit/rejections.hpp"

#include "resolve/judge/gpu_fit.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

constexpr std::size_t kMostRejections = 6;

Reason reason_for(const Considered& each, const Request& request) {
    const auto& judgement = each.judgement;
    if (judgement.reason == Reason::gpu_dropped) return Reason::gpu_dropped;
    if (const auto reserved = each.reserved()) return *reserved;
    // What runs everywhere and has a source would have been chosen.
    if (!judgement.reason || (!each.has_source && is_accepted(judgement, request)))
        return Reason::no_source;
    return *judgement.reason;
}

PassedOver pass_over(const Considered& each, const Circumstances& circumstances) {
    const auto& [request, machine, catalog] = circumstances;
    PassedOver passed_over{reason_for(each, request), std::nullopt, each.has_source};
    if (passed_over.reason == Reason::driver_too_old)
        passed_over.cap = find_driver_cap(each.judgement.min_driver, machine, catalog.gpus());
    return passed_over;
}

bool is_listed(const std::vector<Rejected>& listed, const Rejected& rejected) {
    return std::any_of(listed.begin(), listed.end(), [&](const Rejected& each) {
        return each.release() == rejected.release();
    });
}

bool has_reason(const std::vector<Rejected>& listed, Reason reason) {
    return std::any_of(listed.begin(), listed.end(), [&](const Rejected& each) {
        return each.why.reason == reason;
    });
}

/// It is an ordinary release that this machine keeps from being taken.
bool is_for_the_machine(const Rejected& rejected) {
    const auto reason = rejected.why.reason;
    return reason == Reason::driver_too_old || reason == Reason::gpu_dropped ||
           reason == Reason::gpu_too_new || reason == Reason::gpu_partly;
}

}  // namespace

std::vector<Rejected> rejections(const std::vector<Considered>& considered,
                                 const Considered& chosen,
                                 const Circumstances& circumstances) {
    std::vector<Rejected> passed_over;  // ascending
    for (const auto& each : considered) {
        if (each.matches && each.version() > chosen.version())
            passed_over.push_back({each.judgement, pass_over(each, circumstances)});
    }
    std::vector<Rejected> listed;
    const auto newest = std::find_if(passed_over.rbegin(), passed_over.rend(), is_for_the_machine);
    if (newest != passed_over.rend()) listed.push_back(*newest);
    const auto next = std::find_if(passed_over.begin(), passed_over.end(), is_for_the_machine);
    if (next != passed_over.end() && !is_listed(listed, *next)) listed.push_back(*next);
    std::reverse(passed_over.begin(), passed_over.end());
    for (const auto& each : passed_over) {
        if (listed.size() == kMostRejections) break;
        if (!has_reason(listed, each.why.reason)) listed.push_back(each);
    }
    return listed;
}

std::vector<Weighed> weigh(const std::vector<Considered>& considered,
                           const Considered& chosen,
                           const Circumstances& circumstances) {
    std::vector<Weighed> weighed;  // ascending
    for (const auto& each : considered) {
        if (!each.matches) continue;
        const bool is_other = each.version() != chosen.version();
        const bool is_passed_over =
            each.version() > chosen.version() || (is_other && each.reserved());
        weighed.push_back(
            {each.judgement,
             is_passed_over ? std::optional(pass_over(each, circumstances)) : std::nullopt});
    }
    std::reverse(weighed.begin(), weighed.end());
    return weighed;
}

}  // namespace cudaenv::resolve
