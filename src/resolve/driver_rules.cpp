// SPDX-License-Identifier: Apache-2.0
// The rules in the order of NVIDIA's compatibility guide: native, minor-version, forward.
#include "resolve/driver_rules.hpp"
#include "resolve/forward_compat.hpp"
#include "resolve/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// A rule answers, or leaves the question to the next one.
using Rule = std::optional<Judgement> (*)(const Question&);

/// CUDA 10 and older have no minor-version compatibility.
constexpr unsigned kFirstMinorCompatMajor = 11;

Version minor_release(const Question& question) {
    return question.toolkit.truncated(2);
}

std::optional<Judgement> without_driver(const Question& question) {
    if (question.machine.driver) return std::nullopt;
    const auto where = question.min_driver ? fmt::format(", runs where the driver is {} or newer",
                                                         question.min_driver->text())
                                           : std::string();
    return Judgement{Verdict::compile_only,
                     kNoDriver,
                     question.min_driver,
                     "no driver here: compiles here" + where};
}

Judgement with_unknown_ability(const std::string& whose) {
    return {Verdict::compile_only,
            kDriverUnknown,
            std::nullopt,
            fmt::format("{} could not be asked which CUDA it runs (nvidia-smi shows it): compiles "
                        "here",
                        whose)};
}

/// Windows counts its drivers differently, so only the CUDA version that the driver names is
/// compared. Minor-version compatibility holds as on Linux: a driver of the same major is by its
/// nature not older than the first of that major, which is the floor.
std::optional<Judgement> on_windows_driver(const Question& question) {
    if (question.driver().kind != machine::DriverKind::windows) return std::nullopt;
    const auto whose = "the Windows driver " + question.driver().version.text();
    if (!question.driver().cuda) return with_unknown_ability(whose);
    const auto& able = *question.driver().cuda;
    const auto needs = fmt::format("a Windows driver for CUDA {}", minor_release(question).text());
    if (minor_release(question) <= able) {
        return Judgement{Verdict::native,
                         "",
                         std::nullopt,
                         fmt::format("native on {}, which runs CUDA up to {}", whose, able.text())};
    }
    const unsigned major = question.toolkit.major_number();
    if (major == able.major_number() && major >= kFirstMinorCompatMajor) {
        return Judgement{Verdict::minor_compat,
                         kDriverTooOld,
                         std::nullopt,
                         fmt::format("needs {}; runs on {} (CUDA {}) in minor-version "
                                     "compatibility (no PTX JIT)",
                                     needs,
                                     question.driver().version.text(),
                                     able.text()),
                         needs};
    }
    return Judgement{Verdict::unsupported,
                     kDriverTooOld,
                     std::nullopt,
                     fmt::format("needs {}; {} runs CUDA up to {}", needs, whose, able.text()),
                     needs};
}

/// "JetPack 7.2": the first whose own driver or whose compat package runs X.Y; empty: none known.
std::string jetpack_for(const Version& release, const catalog::DriverTable& table) {
    for (const auto& row : table.jetpacks) {
        const bool runs =
            row.cuda >= release ||
            std::find(row.compat.begin(), row.compat.end(), release) != row.compat.end();
        if (runs) return "JetPack " + row.jetpack;
    }
    return {};
}

std::optional<Judgement> on_tegra_driver(const Question& question) {
    if (question.driver().kind != machine::DriverKind::tegra) return std::nullopt;
    const auto& table = *question.catalog.drivers;
    const auto& driver = question.driver();
    const auto* row = table.find_jetpack(driver.version.major_number());
    const auto whose =
        row == nullptr ? fmt::format("Linux for Tegra {}", driver.version.text())
                       : fmt::format("JetPack {} (L4T {})", row->jetpack, driver.version.text());
    if (row == nullptr && !driver.cuda) return with_unknown_ability(whose);
    const auto release = minor_release(question);
    const auto able = driver.cuda ? *driver.cuda : row->cuda;
    if (release <= able) {
        return Judgement{Verdict::native,
                         "",
                         std::nullopt,
                         fmt::format("native on {}, which runs CUDA up to {}", whose, able.text())};
    }
    const bool has_package =
        row != nullptr &&
        std::find(row->compat.begin(), row->compat.end(), release) != row->compat.end();
    if (has_package) {
        return Judgement{Verdict::forward_compat,
                         kDriverTooOld,
                         std::nullopt,
                         fmt::format("newer than {} runs by itself (CUDA {}); runs with {}",
                                     whose,
                                     able.text(),
                                     compat_package_words(release))};
    }
    const auto newer = jetpack_for(release, table);
    const auto needs = newer.empty() ? "a newer JetPack than any that is known" : newer;
    return Judgement{Verdict::unsupported,
                     kDriverTooOld,
                     std::nullopt,
                     fmt::format("needs {}; {} runs CUDA up to {} and has no compat package for {}",
                                 needs,
                                 whose,
                                 able.text(),
                                 release.text()),
                     needs};
}

std::optional<Judgement> on_new_driver(const Question& question) {
    if (!question.driver_is_at_least(question.min_driver)) return std::nullopt;
    return Judgement{
        Verdict::native, "", question.min_driver, "native on " + question.driver_text()};
}

std::optional<Judgement> in_minor_compatibility(const Question& question) {
    if (!question.driver_is_at_least(question.minor_floor)) return std::nullopt;
    if (!question.min_driver) {
        return Judgement{
            Verdict::minor_compat,
            kRequirementUnknown,
            std::nullopt,
            fmt::format("the driver that it needs is not known; {} runs CUDA {} in minor-version "
                        "compatibility (no PTX JIT)",
                        question.driver_text(),
                        question.toolkit.major_number())};
    }
    return Judgement{
        Verdict::minor_compat,
        kDriverTooOld,
        question.min_driver,
        fmt::format("needs driver {}; runs on {} in minor-version compatibility (no PTX JIT)",
                    question.min_driver->text(),
                    question.driver().version.text()),
        "driver " + question.min_driver->text()};
}

std::optional<Judgement> in_forward_compatibility(const Question& question) {
    if (!question.min_driver) return std::nullopt;
    const auto way = find_forward_way(question);
    if (!way) return std::nullopt;
    const auto objection = forward_objection(question.machine, *question.catalog.gpus);
    const auto needs = "driver " + question.min_driver->text();
    if (!objection.empty()) {
        return Judgement{
            Verdict::unsupported,
            kDriverTooOld,
            question.min_driver,
            fmt::format("needs {}: compiles here, runs elsewhere; {}", needs, objection),
            needs};
    }
    return Judgement{
        Verdict::forward_compat,
        kDriverTooOld,
        question.min_driver,
        fmt::format("needs {}; runs on {} with {}", needs, question.driver().version.text(), *way),
        needs};
}

std::optional<Judgement> on_old_driver(const Question& question) {
    if (question.min_driver) {
        const auto needs = "driver " + question.min_driver->text();
        return Judgement{Verdict::unsupported,
                         kDriverTooOld,
                         question.min_driver,
                         fmt::format("needs {}: compiles here, runs elsewhere", needs),
                         needs};
    }
    const auto floor = question.minor_floor
                           ? fmt::format("; minor-version compatibility needs driver {}",
                                         question.minor_floor->text())
                           : std::string();
    return Judgement{Verdict::unsupported,
                     kRequirementUnknown,
                     std::nullopt,
                     "the driver that it needs is not known" + floor};
}

constexpr Rule kRules[] = {
    without_driver,
    on_windows_driver,
    on_tegra_driver,
    on_new_driver,
    in_minor_compatibility,
    in_forward_compatibility,
    on_old_driver,
};

}  // namespace

Question ask(const Version& toolkit, const machine::Machine& machine, const CatalogView& catalog) {
    const auto* row = catalog.drivers->find_row(toolkit);
    return {toolkit,
            machine,
            catalog,
            row == nullptr ? std::nullopt : row->min_driver,
            catalog.drivers->find_floor(toolkit.major_number())};
}

Judgement judge_driver(const Question& question) {
    std::optional<Judgement> judgement;
    for (const auto rule : kRules) {
        judgement = rule(question);
        if (judgement) break;
    }
    return *judgement;  // the last rule always answers
}

}  // namespace cudaenv::resolve
