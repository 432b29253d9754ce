// SPDX-License-Identifier: Apache-2.0
// The rules in the order of NVIDIA's compatibility guide: native, minor-version, forward.
#include "resolve/judge/driver_rules.hpp"

#include "resolve/judge/forward_compat.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

using machine::DriverKind;

/// A rule answers, or leaves the question to the next one.
using Rule = std::optional<Judgement> (*)(const DriverQuestion&);

/// CUDA 10 and older have no minor-version compatibility.
constexpr unsigned kFirstMinorCompatMajor = 11;

Judgement answer(const DriverQuestion& question,
                 Verdict verdict,
                 std::optional<Reason> reason = std::nullopt,
                 std::optional<Need> needs = std::nullopt) {
    Judgement judgement;
    judgement.toolkit = question.toolkit;
    judgement.verdict = verdict;
    judgement.driver_verdict = verdict;
    judgement.reason = reason;
    judgement.driver = question.driver;
    if (!question.driver || question.is_on(DriverKind::linux_module)) {
        judgement.min_driver = question.min_driver;
        judgement.named_driver = question.named_driver;
    }
    judgement.minor_floor = question.minor_floor;
    judgement.needs = std::move(needs);
    return judgement;
}

std::optional<Judgement> without_driver(const DriverQuestion& question) {
    if (question.driver) return std::nullopt;
    return answer(question, Verdict::compile_only, Reason::no_driver);
}

/// Windows counts its drivers differently, so only the CUDA version that the driver names is
/// compared. Minor-version compatibility holds as on Linux: a driver of the same major is by its
/// nature not older than the first of that major, which is the floor.
std::optional<Judgement> on_windows_driver(const DriverQuestion& question) {
    if (!question.is_on(DriverKind::windows)) return std::nullopt;
    const auto& able = question.driver->cuda;
    if (!able) return answer(question, Verdict::compile_only, Reason::driver_unknown);
    if (question.driver_has_cuda()) return answer(question, Verdict::native);
    const unsigned major = question.toolkit.major_number();
    const bool is_minor = major == able->major_number() && major >= kFirstMinorCompatMajor;
    return answer(question,
                  is_minor ? Verdict::minor_compat : Verdict::unsupported,
                  Reason::driver_too_old,
                  WindowsDriver{question.release()});
}

bool has_package(const catalog::JetpackRow& row, const Version& release) {
    return std::find(row.compat.begin(), row.compat.end(), release) != row.compat.end();
}

/// The first whose own driver or whose compat package runs X.Y.
Need jetpack_for(const Version& release, const catalog::DriverTable& table) {
    for (const auto& row : table.jetpacks) {
        if (row.cuda >= release || has_package(row, release)) return Jetpack{row.jetpack.text()};
    }
    return UnknownJetpack{};
}

std::optional<Judgement> on_tegra_driver(const DriverQuestion& question) {
    if (!question.is_on(DriverKind::tegra)) return std::nullopt;
    const auto& driver = *question.driver;
    if (!driver.cuda) return answer(question, Verdict::compile_only, Reason::driver_unknown);
    if (question.driver_has_cuda()) return answer(question, Verdict::native);
    const auto release = question.release();
    const auto& table = question.catalog.drivers();
    const auto* row = table.find_jetpack(driver.version);
    if (row != nullptr && has_package(*row, release)) {
        auto judgement = answer(question, Verdict::forward_compat, Reason::driver_too_old);
        judgement.forward = ForwardCompat{CompatPackage{release}};
        return judgement;
    }
    return answer(
        question, Verdict::unsupported, Reason::driver_too_old, jetpack_for(release, table));
}

/// All updates of a minor version share the driver interface and the version of PTX, so the CUDA
/// version of the driver decides. What no table knows is native only where the driver itself says
/// that it runs it.
std::optional<Judgement> on_new_driver(const DriverQuestion& question) {
    const bool is_known = question.min_driver || question.driver->tells_cuda;
    if (!is_known || !question.driver_has_cuda()) return std::nullopt;
    return answer(question, Verdict::native);
}

std::optional<Judgement> in_minor_compatibility(const DriverQuestion& question) {
    if (!question.driver_is_at_least(question.minor_floor)) return std::nullopt;
    if (!question.min_driver)
        return answer(question, Verdict::minor_compat, Reason::requirement_unknown);
    return answer(
        question, Verdict::minor_compat, Reason::driver_too_old, LinuxDriver{*question.min_driver});
}

std::optional<Judgement> in_forward_compatibility(const DriverQuestion& question) {
    if (!question.min_driver) return std::nullopt;
    auto forward = find_forward_compat(question);
    if (!forward) return std::nullopt;
    auto judgement = answer(question,
                            forward->objection ? Verdict::unsupported : Verdict::forward_compat,
                            Reason::driver_too_old,
                            LinuxDriver{*question.min_driver});
    judgement.forward = std::move(forward);
    return judgement;
}

std::optional<Judgement> on_old_driver(const DriverQuestion& question) {
    if (!question.min_driver)
        return answer(question, Verdict::unsupported, Reason::requirement_unknown);
    return answer(
        question, Verdict::unsupported, Reason::driver_too_old, LinuxDriver{*question.min_driver});
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

DriverQuestion ask(const Version& toolkit,
                   const machine::Machine& machine,
                   const catalog::Facts& catalog) {
    const auto& drivers = catalog.drivers();
    const auto* row = drivers.find_row(toolkit);
    return {toolkit,
            machine,
            catalog,
            known_driver(machine, drivers),
            drivers.native_driver(toolkit),
            row == nullptr ? std::nullopt : row->min_driver,
            drivers.find_floor(toolkit.major_number())};
}

Judgement judge_driver(const DriverQuestion& question) {
    std::optional<Judgement> judgement;
    for (const auto rule : kRules) {
        judgement = rule(question);
        if (judgement) break;
    }
    return *judgement;  // the last rule always answers
}

}  // namespace cudaenv::resolve
