// SPDX-License-Identifier: Apache-2.0
// Which toolkit release a request gets on a machine.
#include "resolve/toolkit/toolkit_choice.hpp"

#include "resolve/judge/gpu_fit.hpp"
#include "resolve/refusal.hpp"

#include <cstdlib>
#include <tuple>
#include <utility>

namespace cudaenv::resolve {

namespace {

int verdict_rank(Verdict verdict) {
    switch (verdict) {
        case Verdict::native:
        case Verdict::compile_only:
            return 3;
        case Verdict::minor_compat:
            return 2;
        case Verdict::forward_compat:
            return 1;
        case Verdict::unsupported:
            return 0;
    }
    return 0;
}

bool is_better(const Considered& left, const Considered& right) {
    const auto rank = [](const Considered& considered) {
        return std::make_tuple(considered.has_source,
                               verdict_rank(considered.judgement.verdict),
                               considered.gpu_rank,
                               considered.version());
    };
    return rank(left) > rank(right);
}

/// Of a driver that says itself that it runs it (and of WSL and Jetson) no table need know what it
/// needs.
bool requirement_is_unknown(const Judgement& judgement, const machine::Machine& machine) {
    return machine.driver && machine.driver->kind == machine::DriverKind::linux_module &&
           !judgement.min_driver && judgement.driver_verdict != Verdict::native;
}

/// In releases that lie between, of another major in any case. `left`, `right` and `from` are of
/// one vector, ascending.
bool is_farther(const Considered& left, const Considered& right, const Considered& from) {
    const auto distance = [&from](const Considered& each) {
        return std::make_pair(each.version().major_number() != from.version().major_number(),
                              std::abs(&each - &from));
    };
    return distance(left) > distance(right);
}

bool runs_fully(const Considered& considered) {
    return !considered.reserved() && verdict_rank(considered.judgement.verdict) == 3;
}

}  // namespace

std::optional<Reason> Considered::reserved() const {
    if (known.is_prerelease()) return Reason::prerelease;
    if (known.is_yanked()) return Reason::yanked;
    if (has_unknown_requirement) return Reason::requirement_unknown;
    return std::nullopt;
}

std::vector<Considered> consider(const Request& request,
                                 const machine::Machine& machine,
                                 const catalog::Facts& catalog) {
    const OfferWish toolkit{catalog::Provides::toolkit, machine.platform, {}};
    const auto capabilities = known_capabilities(machine, catalog.gpus());
    std::vector<Considered> all;
    for (auto& known : known_releases(catalog)) {
        Considered considered;
        considered.judgement = judge(known.version, machine, catalog);
        considered.has_unknown_requirement = requirement_is_unknown(considered.judgement, machine);
        considered.gpu_rank = gpu_rank(fit_gpus(known.version, capabilities, catalog.gpus()));
        considered.matches = request.cuda.matches(known.version);
        considered.has_source = known.summary != nullptr &&
                                !offering_sources(*known.summary, toolkit, request.sources).empty();
        considered.known = std::move(known);
        all.push_back(std::move(considered));
    }
    return all;
}

bool is_candidate(const Considered& considered, const Spec& spec) {
    return considered.matches && (spec.is_exact() || !considered.reserved());
}

bool is_accepted(const Judgement& judgement, const Request& request) {
    const auto weakest =
        request.compat.value_or(request.cuda.is_exact() ? Compat::minor : Compat::native);
    switch (judgement.verdict) {
        case Verdict::native:
        case Verdict::compile_only:
            return true;
        case Verdict::minor_compat:
            return weakest >= Compat::minor;
        case Verdict::forward_compat:
            return weakest >= Compat::forward;
        case Verdict::unsupported:
            return weakest == Compat::any;
    }
    return false;
}

const Considered* find_best(const std::vector<Considered>& considered,
                            const std::function<bool(const Considered&)>& wanted) {
    const Considered* best = nullptr;
    for (const auto& each : considered) {
        if (wanted(each) && (best == nullptr || is_better(each, *best))) best = &each;
    }
    return best;
}

std::variant<const Considered*, Refusal> choose_toolkit(const std::vector<Considered>& considered,
                                                        const Request& request,
                                                        const machine::Machine& machine,
                                                        const catalog::Facts& catalog) {
    const auto* chosen = find_best(considered, [&](const Considered& each) {
        return is_candidate(each, request.cuda) && is_accepted(each.judgement, request);
    });
    if (chosen != nullptr) return chosen;
    const auto* nearest = find_best(
        considered, [&](const Considered& each) { return is_candidate(each, request.cuda); });
    if (nearest == nullptr) return no_release(considered, request, catalog);
    const auto* works = find_best(considered, runs_fully);
    return none_runs_here(*nearest, works, {request, machine, catalog});
}

const Considered* find_nearest_available(const std::vector<Considered>& considered,
                                         const Considered& chosen,
                                         const Circumstances& circumstances) {
    const auto& [request, machine, catalog] = circumstances;
    const OfferWish toolkit{catalog::Provides::toolkit, machine.platform, {}};
    const auto is_reachable = [&](const Considered& each) {
        return each.known.summary != nullptr &&
               find_reachable_source(*each.known.summary, toolkit, request).has_value();
    };
    const auto* same_spec = find_best(considered, [&](const Considered& each) {
        return is_candidate(each, request.cuda) && is_accepted(each.judgement, request) &&
               is_reachable(each);
    });
    if (same_spec != nullptr) return same_spec;
    const Considered* nearest = nullptr;
    for (const auto& each : considered) {
        if (!runs_fully(each) || !is_reachable(each)) continue;
        if (nearest == nullptr || !is_farther(each, *nearest, chosen)) nearest = &each;
    }
    return nearest;
}

}  // namespace cudaenv::resolve
