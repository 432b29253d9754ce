// SPDX-License-Identifier: Apache-2.0
// How one build of a framework runs on a machine: as programs of its CUDA do, with the GPU code
// that it has, within what it states itself.
#include "resolve/framework/build_fit.hpp"

#include "resolve/framework/build_code.hpp"
#include "resolve/judge/driver_rules.hpp"
#include "resolve/judge/gpu_fit.hpp"

#include <cudaenv/base/driver_version.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkBuild;
using catalog::FrameworkRow;
using machine::Machine;

/// Of WSL and Jetson the driver has numbers of its own.
bool has_other_driver(const Machine& machine) {
    return machine.driver && machine.driver->kind != machine::DriverKind::linux_module;
}

/// Only numbers of the Linux driver may be compared with what a framework states.
bool driver_is_older_than(const std::optional<Version>& stated, const Machine& machine) {
    return stated && machine.driver && !has_other_driver(machine) &&
           !driver_reaches(machine.driver->version, *stated);
}

/// The GPU code that must serve a GPU: the build's, and that of the torch which it pins.
struct NeededCode {
    std::optional<Version> torch = std::nullopt;  ///< nullopt: of the build itself
    const catalog::CodeSet* code = nullptr;       ///< nullptr: not known
};

const catalog::CodeSet* code_for(const FrameworkBuild& build, Platform platform) {
    const auto* there = build.find_platform(platform);
    return there != nullptr && there->code ? &*there->code : nullptr;
}

NeededCode pinned_torch(const Version& torch,
                        const FrameworkBuild& build,
                        const FrameworkPlace& place) {
    NeededCode needed{torch};
    const auto* row = place.catalog.frameworks().find_row("torch", torch);
    if (row == nullptr) return needed;
    for (const auto& each : row->builds) {
        if (each.cuda.truncated(2) == build.cuda.truncated(2))
            needed.code = code_for(each, place.machine.platform);
    }
    return needed;
}

std::vector<NeededCode> needed_code(const FrameworkRow& row,
                                    const FrameworkBuild& build,
                                    const FrameworkPlace& place) {
    std::vector<NeededCode> needed{{std::nullopt, code_for(build, place.machine.platform)}};
    if (row.torch) needed.push_back(pinned_torch(*row.torch, build, place));
    return needed;
}

bool is_known(const std::vector<NeededCode>& needed) {
    return std::any_of(
        needed.begin(), needed.end(), [](const NeededCode& each) { return each.code != nullptr; });
}

/// The code that serves the GPU worst, and how it does.
std::pair<const NeededCode*, BuildGpuFit> find_worst(const std::vector<NeededCode>& needed,
                                                     const Version& gpu,
                                                     Verdict driver) {
    std::pair<const NeededCode*, BuildGpuFit> worst{nullptr, {gpu}};
    for (const auto& each : needed) {
        const auto fit =
            each.code == nullptr ? BuildGpuFit{gpu} : fit_code(*each.code, gpu, driver);
        if (worst.first == nullptr || worse(worst.second, fit) != worst.second)
            worst = {&each, fit};
    }
    return worst;
}

bool is_served(const BuildGpuFit& fit) {
    return fit.code != BuildCode::none && fit.code != BuildCode::ptx_too_new;
}

/// The driver that lists every GPU here, where the one that is here does not, as far as that is
/// known.
std::optional<Version> driver_for_gpus(const FrameworkPlace& place) {
    std::optional<Version> needed;
    if (!place.machine.driver) return needed;
    for (const auto& gpu : place.machine.gpus) {
        needed =
            std::max(needed, next_driver(gpu, place.machine.driver->version, place.catalog.gpus()));
    }
    return needed;
}

/// No program runs on a GPU that the driver does not know. Within a branch the table may be late:
/// what it names is the first release that was seen to list the GPU.
bool is_of_earlier_branch(const std::optional<Version>& needed, const Machine& machine) {
    return driver_is_older_than(needed, machine) &&
           machine.driver->version.major_number() < needed->major_number();
}

std::optional<FrameworkLimit> find_own_limit(const FrameworkRow* row,
                                             const FrameworkBuild& build,
                                             const std::vector<Version>& gpus,
                                             const FrameworkPlace& place) {
    const auto& machine = place.machine;
    if (!build.platforms.empty() && build.find_platform(machine.platform) == nullptr) {
        FrameworkPlatformLimit limit{machine.platform, {}};
        for (const auto& each : build.platforms) limit.known.push_back(each.platform);
        return limit;
    }
    if (row != nullptr && row->python && place.python && !row->python->matches(*place.python))
        return FrameworkPythonLimit{*place.python, *row->python};
    if (driver_is_older_than(build.min_driver, machine))
        return FrameworkDriverLimit{*build.min_driver};
    const auto for_gpus = driver_for_gpus(place);
    if (is_of_earlier_branch(for_gpus, machine)) return FrameworkDriverLimit{*for_gpus};
    // The newest GPU counts: with several, the framework uses those that it has code for.
    if (build.min_cc && !gpus.empty() && gpus.front() < *build.min_cc)
        return FrameworkGpuLimit{gpus.front(), *build.min_cc};
    return std::nullopt;
}

/// Fills `gpus`, and the limit where the newest gets nothing.
void judge_code(const std::vector<NeededCode>& needed,
                const std::vector<Version>& gpus,
                BuildFit& fit) {
    for (const auto& gpu : gpus) {
        const auto [worst, found] = find_worst(needed, gpu, fit.judgement.driver_verdict);
        if (fit.gpus.empty() && !is_served(found) && !fit.limit)
            fit.limit = FrameworkCodeLimit{found, *worst->code, worst->torch};
        fit.gpus.push_back(found);
    }
}

/// Numbers of the Linux driver. One that does not know the GPUs yet runs nothing on them.
void set_drivers(BuildFit& fit, const FrameworkBuild& build, const FrameworkPlace& place) {
    const auto& judgement = fit.judgement;
    const auto for_gpus = driver_for_gpus(place);
    fit.native_driver = std::max(judgement.min_driver, for_gpus);
    fit.least_driver = std::max(build.min_driver        ? build.min_driver
                                : judgement.minor_floor ? judgement.minor_floor
                                                        : judgement.min_driver,
                                for_gpus);
}

}  // namespace

BuildFit fit_build(const FrameworkRow* row,
                   const FrameworkBuild& build,
                   const Version& cuda,
                   const FrameworkPlace& place) {
    const auto gpus = known_capabilities(place.machine, place.catalog.gpus());
    const auto needed =
        row == nullptr ? std::vector<NeededCode>{} : needed_code(*row, build, place);
    // What is compiled on the machine is limited as the toolkit is, and what nobody knows cannot be
    // better than that.
    const bool by_own_code = is_known(needed) && !row->compiles_here;
    BuildFit fit{by_own_code ? judge_driver(ask(cuda, place.machine, place.catalog))
                             : judge(cuda, place.machine, place.catalog)};
    fit.limit = find_own_limit(row, build, gpus, place);
    if (by_own_code) judge_code(needed, gpus, fit);
    if (!by_own_code && (row == nullptr || !row->compiles_here)) {
        for (const auto& gpu : gpus) fit.gpus.push_back({gpu});
    }
    if (!has_other_driver(place.machine)) set_drivers(fit, build, place);
    fit.verdict = fit.limit ? Verdict::unsupported : fit.judgement.verdict;
    return fit;
}

BuildRank rank(const BuildFit& fit) {
    if (fit.verdict == Verdict::unsupported) return BuildRank::does_not_run;
    if (fit.verdict == Verdict::forward_compat) return BuildRank::by_forward_compat;
    if (fit.judgement.reason == Reason::gpu_too_new) return BuildRank::by_ptx;
    if (fit.gpus.empty()) return BuildRank::runs;
    switch (fit.gpus.front().code) {
        case BuildCode::ptx:
            return BuildRank::by_ptx;
        case BuildCode::unknown:
            return BuildRank::not_known;
        default:
            return BuildRank::runs;
    }
}

}  // namespace cudaenv::resolve
