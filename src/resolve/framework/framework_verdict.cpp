// SPDX-License-Identifier: Apache-2.0
// How a framework itself runs on a machine: as programs of its CUDA do, within what it states
// itself.
#include "resolve/framework/framework_verdict.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool runs_here(const Judgement& judgement) {
    return (judgement.verdict == Verdict::native || judgement.verdict == Verdict::minor_compat) &&
           judgement.reason != Reason::gpu_too_new;
}

/// Of WSL and Jetson the driver has numbers of its own.
bool has_other_driver(const machine::Machine& machine) {
    return machine.driver && machine.driver->kind != machine::DriverKind::linux_module;
}

/// Only numbers of the Linux driver may be compared with what a framework states.
bool driver_is_older_than(const std::optional<Version>& stated, const machine::Machine& machine) {
    return stated && machine.driver && !has_other_driver(machine) &&
           machine.driver->version < *stated;
}

/// The newest GPU counts: with several, the framework uses those that it has code for.
std::optional<Version> gpu_older_than(const std::optional<Version>& stated,
                                      const machine::Machine& machine) {
    const auto newest_first = machine::capabilities(machine);
    if (!stated || newest_first.empty() || newest_first.front() >= *stated) return std::nullopt;
    return newest_first.front();
}

/// The newest other build that runs on the machine.
const catalog::FrameworkBuild* find_running_build(const catalog::FrameworkRow& row,
                                                  const machine::Machine& machine,
                                                  const catalog::Facts& catalog) {
    const auto found = std::find_if(row.builds.rbegin(), row.builds.rend(), [&](const auto& build) {
        return runs_here(judge(build.cuda, machine, catalog)) &&
               !driver_is_older_than(build.min_driver, machine) &&
               !gpu_older_than(build.min_cc, machine);
    });
    return found == row.builds.rend() ? nullptr : &*found;
}

/// Numbers of the Linux driver.
void set_drivers(FrameworkAnswer& answer, const Judgement& judgement) {
    answer.native_driver = judgement.min_driver;
    answer.least_driver = answer.build.min_driver ? answer.build.min_driver
                          : judgement.minor_floor ? judgement.minor_floor
                                                  : judgement.min_driver;
}

std::optional<FrameworkLimit> find_limit(const FrameworkAnswer& answer,
                                         const machine::Machine& machine) {
    if (driver_is_older_than(answer.build.min_driver, machine))
        return FrameworkDriverLimit{*answer.build.min_driver};
    if (const auto gpu = gpu_older_than(answer.build.min_cc, machine))
        return FrameworkGpuLimit{*gpu, *answer.build.min_cc};
    return std::nullopt;
}

}  // namespace

void judge_framework(FrameworkAnswer& answer,
                     const catalog::FrameworkRow* row,
                     const machine::Machine& machine,
                     const catalog::Facts& catalog) {
    const auto& judgement = answer.toolkit.judgement;
    if (!has_other_driver(machine)) set_drivers(answer, judgement);
    answer.limit = find_limit(answer, machine);
    answer.verdict = answer.limit ? Verdict::unsupported : judgement.verdict;

    const bool runs =
        answer.verdict != Verdict::unsupported && judgement.reason != Reason::gpu_too_new;
    if (runs || row == nullptr) return;
    if (const auto* other = find_running_build(*row, machine, catalog)) {
        answer.notes.emplace_back(OtherBuildRuns{other->cuda});
    }
}

}  // namespace cudaenv::resolve
