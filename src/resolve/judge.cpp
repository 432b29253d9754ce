// SPDX-License-Identifier: Apache-2.0
// How one toolkit release runs on a machine: by its driver first, then by its GPUs.
#include "resolve/gpu_fit.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <fmt/format.h>

namespace cudaenv::resolve {

namespace {

struct Case {
    const Version& toolkit;
    const machine::Machine& machine;
    std::optional<Version> min_driver;   ///< for everything
    std::optional<Version> minor_floor;  ///< for minor-version compatibility
};

std::string driver_text(const Case& facts) {
    return "driver " + facts.machine.driver->version.text();
}

bool driver_is_at_least(const Case& facts, const std::optional<Version>& minimum) {
    return minimum && facts.machine.driver->version >= *minimum;
}

Judgement without_driver(const Case& facts) {
    const auto where = facts.min_driver ? fmt::format(", runs where the driver is {} or newer",
                                                      facts.min_driver->text())
                                        : std::string();
    return {Verdict::compile_only,
            kNoDriver,
            facts.min_driver,
            "no driver here: compiles here" + where};
}

Judgement with_unknown_requirement(const Case& facts) {
    const std::string unknown = "the driver that it needs is not known";
    if (driver_is_at_least(facts, facts.minor_floor)) {
        return {Verdict::minor_compat,
                kRequirementUnknown,
                std::nullopt,
                fmt::format("{}; {} runs CUDA {} in minor-version compatibility (no PTX JIT)",
                            unknown,
                            driver_text(facts),
                            facts.toolkit.major_number())};
    }
    const auto floor = facts.minor_floor
                           ? fmt::format("; minor-version compatibility needs driver {}",
                                         facts.minor_floor->text())
                           : std::string();
    return {Verdict::unsupported, kRequirementUnknown, std::nullopt, unknown + floor};
}

Judgement by_driver(const Case& facts) {
    if (!facts.machine.driver) return without_driver(facts);
    if (!facts.min_driver) return with_unknown_requirement(facts);
    const auto& needed = facts.min_driver->text();
    if (driver_is_at_least(facts, facts.min_driver)) {
        return {Verdict::native, "", facts.min_driver, "native on " + driver_text(facts)};
    }
    if (driver_is_at_least(facts, facts.minor_floor)) {
        return {
            Verdict::minor_compat,
            kDriverTooOld,
            facts.min_driver,
            fmt::format("needs driver {}; runs on {} in minor-version compatibility (no PTX JIT)",
                        needed,
                        facts.machine.driver->version.text())};
    }
    return {Verdict::unsupported,
            kDriverTooOld,
            facts.min_driver,
            fmt::format("needs driver {}: compiles here, runs elsewhere", needed)};
}

/// A GPU newer than the toolkit needs a driver that compiles the toolkit's PTX: only a native one
/// does.
Judgement through_ptx(Judgement judgement, const GpuMisfit& misfit) {
    if (judgement.verdict == Verdict::minor_compat) {
        judgement.verdict = Verdict::unsupported;
        judgement.words =
            fmt::format("{}, and this driver is too old to compile its PTX", misfit.words);
        if (judgement.min_driver)
            judgement.words += fmt::format(" (needs {})", judgement.min_driver->text());
        return judgement;
    }
    if (judgement.verdict == Verdict::unsupported) return judgement;
    judgement.reason = misfit.reason;
    judgement.words += fmt::format("; {}, only PTX that the driver compiles", misfit.words);
    return judgement;
}

}  // namespace

Judgement judge(const Version& toolkit,
                const machine::Machine& machine,
                const CatalogView& catalog) {
    const auto* row = catalog.drivers->find_row(toolkit);
    const Case facts{toolkit,
                     machine,
                     row == nullptr ? std::nullopt : row->min_driver,
                     catalog.drivers->find_floor(toolkit.major_number())};
    auto judgement = by_driver(facts);
    const auto misfit = find_gpu_misfit(toolkit, machine::capabilities(machine), *catalog.gpus);
    if (!misfit) return judgement;
    if (misfit->reason == kGpuTooNew) return through_ptx(std::move(judgement), *misfit);
    return {Verdict::unsupported, misfit->reason, judgement.min_driver, misfit->words};
}

}  // namespace cudaenv::resolve
