// SPDX-License-Identifier: Apache-2.0
// How a framework itself runs on a machine: as programs of its CUDA do, within what it states
// itself.
#include "resolve/framework_verdict.hpp"
#include "resolve/reasons.hpp"
#include "resolve/words.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool runs_here(const Judgement& judgement) {
    return (judgement.verdict == Verdict::native || judgement.verdict == Verdict::minor_compat) &&
           judgement.reason != kGpuTooNew;
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

std::string too_old(const machine::Machine& machine, const std::optional<Version>& needed) {
    const auto needs = needed ? fmt::format(": it needs {} or newer", needed->text()) : "";
    return fmt::format("driver {} is too old{}", machine.driver->version.text(), needs);
}

std::string words_for(const FrameworkAnswer& answer,
                      const Judgement& judgement,
                      const machine::Machine& machine) {
    if (!machine.driver) {
        return answer.least_driver
                   ? fmt::format("no driver here: it runs where the driver is {} or newer",
                                 answer.least_driver->text())
                   : std::string("no driver here");
    }
    const auto driver = driver_words(*machine.driver);
    switch (judgement.verdict) {
        case Verdict::native:
            return judgement.reason.empty() ? fmt::format("{} runs it natively", driver)
                                            : judgement.words;
        case Verdict::minor_compat:
            return fmt::format(
                "{} runs it in minor-version compatibility: what it brings compiled "
                "works, what the driver would have to compile (PTX) does not",
                driver);
        case Verdict::unsupported:
            if (judgement.reason == kDriverTooOld && !has_other_driver(machine))
                return too_old(machine, answer.least_driver);
            return judgement.words;
        case Verdict::forward_compat:
        case Verdict::compile_only:
            return judgement.words;
    }
    return judgement.words;
}

/// The newest other build that runs on the machine.
const catalog::FrameworkBuild* find_running_build(const catalog::FrameworkRow& row,
                                                  const machine::Machine& machine,
                                                  const CatalogView& catalog) {
    const auto found = std::find_if(row.builds.rbegin(), row.builds.rend(), [&](const auto& build) {
        return runs_here(judge(build.cuda, machine, catalog)) &&
               !driver_is_older_than(build.min_driver, machine) &&
               !gpu_older_than(build.min_cc, machine);
    });
    return found == row.builds.rend() ? nullptr : &*found;
}

/// Numbers of the Linux driver.
void set_drivers(FrameworkAnswer& answer,
                 const Judgement& judgement,
                 const catalog::DriverTable& drivers) {
    const auto floor = drivers.find_floor(answer.toolkit.toolkit.major_number());
    answer.native_driver = judgement.min_driver;
    answer.least_driver = answer.build.min_driver ? answer.build.min_driver
                          : floor                 ? floor
                                                  : judgement.min_driver;
}

void judge_by_own_limits(FrameworkAnswer& answer, const machine::Machine& machine) {
    if (driver_is_older_than(answer.build.min_driver, machine)) {
        answer.verdict = Verdict::unsupported;
        answer.verdict_words = too_old(machine, answer.build.min_driver);
    } else if (const auto gpu = gpu_older_than(answer.build.min_cc, machine)) {
        answer.verdict = Verdict::unsupported;
        answer.verdict_words =
            fmt::format("it has no code for compute capability {}: it needs {} or newer",
                        gpu->text(),
                        answer.build.min_cc->text());
    }
}

}  // namespace

void judge_framework(FrameworkAnswer& answer,
                     const catalog::FrameworkRow* row,
                     const machine::Machine& machine,
                     const CatalogView& catalog) {
    const auto judgement = judge(answer.toolkit.toolkit, machine, catalog);
    if (!has_other_driver(machine)) set_drivers(answer, judgement, *catalog.drivers);
    answer.verdict = judgement.verdict;
    answer.verdict_words = words_for(answer, judgement, machine);
    judge_by_own_limits(answer, machine);

    const bool runs = answer.verdict != Verdict::unsupported && judgement.reason != kGpuTooNew;
    if (runs || row == nullptr) return;
    if (const auto* other = find_running_build(*row, machine, catalog)) {
        answer.notes.push_back(
            fmt::format("its build for CUDA {} runs here", other->cuda.truncated(2).text()));
    }
}

}  // namespace cudaenv::resolve
