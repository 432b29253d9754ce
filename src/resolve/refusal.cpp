// SPDX-License-Identifier: Apache-2.0
// The errors of the resolver: no such release, or none that may be used here.
#include "resolve/forward_compat.hpp"
#include "resolve/gpu_fit.hpp"
#include "resolve/refusal.hpp"
#include "resolve/words.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// "12.6.3, 12.8.0": the ordinary releases just below and just above a version.
std::string neighbours(const std::vector<Considered>& considered, const Version& version) {
    std::string below;
    for (const auto& each : considered) {
        if (!each.reserved().empty()) continue;
        if (each.version() < version) below = each.version().text();
        if (each.version() > version) {
            return below.empty() ? each.version().text() : below + ", " + each.version().text();
        }
    }
    return below;
}

bool was_never_released(const Spec& spec, const catalog::DriverTable& drivers) {
    return spec.kind() == Spec::Kind::version &&
           std::find(drivers.never_released.begin(),
                     drivers.never_released.end(),
                     spec.version().truncated(2)) != drivers.never_released.end();
}

/// Only releases that must be named exactly match: says which one and how.
Error only_reserved(const Considered& reserved, const Spec& spec) {
    const auto& release = reserved.version().text();
    const bool unknown = reserved.reserved() == kRequirementUnknown;
    Error error(
        unknown ? ErrorKind::refused : ErrorKind::not_found,
        fmt::format("{} has no release that is taken unless named exactly", release_words(spec)),
        fmt::format("cudaenv install {}", release));
    if (unknown) {
        error.add_detail(fmt::format("{}: {}", release, reserved.judgement.words));
        if (reserved.judgement.verdict == Verdict::unsupported)
            error.set_hint(
                fmt::format("cudaenv install {} --compat any, to compile for another "
                            "machine",
                            release));
        return error;
    }
    error.add_detail(fmt::format(
        "{} is {}", release, reserved.reserved() == kYanked ? "withdrawn" : "a pre-release"));
    return error;
}

/// In minor-version compatibility the driver would carry it, but does not compile the PTX that is
/// all the GPU gets.
bool lacks_machine_code(const Considered& nearest, const Circumstances& circumstances) {
    const auto& [request, machine, catalog] = circumstances;
    return nearest.judgement.reason == kDriverTooOld &&
           nearest.judgement.verdict == Verdict::unsupported &&
           judge_driver(ask(nearest.version(), machine, catalog)).verdict == Verdict::minor_compat;
}

std::string headline(const Considered& nearest, const Circumstances& circumstances) {
    const auto words = release_words(circumstances.request.cuda);
    if (nearest.judgement.reason == kGpuDropped)
        return words + " does not run on the GPU of this machine";
    const auto driver = driver_words(*circumstances.machine.driver);
    switch (nearest.judgement.verdict) {
        case Verdict::minor_compat:
            return fmt::format("{} runs on {} only in minor-version compatibility", words, driver);
        case Verdict::forward_compat:
            return fmt::format("{} runs on {} only in forward compatibility", words, driver);
        default:
            return fmt::format("{} does not run on {}", words, driver);
    }
}

/// "12.4.1 needs driver 550.54.15; even minor-version compatibility needs 525.60.13".
std::string cause(const Considered& nearest, const Circumstances& circumstances) {
    const auto& judgement = nearest.judgement;
    const auto& release = nearest.version().text();
    if (judgement.reason == kGpuDropped) return fmt::format("{} has {}", release, judgement.words);
    if (judgement.reason == kRequirementUnknown)
        return fmt::format("{}: {}", release, judgement.words);
    if (!judgement.min_driver || judgement.verdict == Verdict::forward_compat)
        return fmt::format("{} {}", release, judgement.words);
    const auto needs = fmt::format("{} needs driver {}", release, judgement.min_driver->text());
    if (lacks_machine_code(nearest, circumstances))
        return fmt::format("{}: {}", needs, judgement.words);
    if (judgement.verdict == Verdict::minor_compat)
        return needs + "; an older one does not compile PTX (no PTX JIT) and lacks newer calls";
    const auto floor = circumstances.catalog.drivers->find_floor(nearest.version().major_number());
    if (floor && circumstances.machine.driver->version < *floor)
        return fmt::format("{}; even minor-version compatibility needs {}", needs, floor->text());
    return needs;
}

/// Why --compat forward does not help although NVIDIA has a compat package for this driver.
std::string forward_refusal(const Considered& nearest, const Circumstances& circumstances) {
    const auto& [request, machine, catalog] = circumstances;
    const bool is_eligible_driver =
        nearest.judgement.reason == kDriverTooOld && nearest.judgement.min_driver &&
        nearest.judgement.verdict == Verdict::unsupported &&
        find_forward_way(ask(nearest.version(), machine, catalog)).has_value();
    return is_eligible_driver ? forward_objection(machine, *catalog.gpus) : std::string();
}

/// The driver from which on it would run better than now.
std::optional<Version> least_useful_driver(const Considered& nearest,
                                           const Circumstances& circumstances) {
    const auto floor = circumstances.catalog.drivers->find_floor(nearest.version().major_number());
    const bool floor_helps = floor && nearest.judgement.verdict == Verdict::unsupported &&
                             !lacks_machine_code(nearest, circumstances);
    return floor_helps ? floor : nearest.judgement.min_driver;
}

std::string cap_words(const std::optional<Version>& needed, const Circumstances& circumstances) {
    return driver_cap_words(needed, circumstances.machine, *circumstances.catalog.gpus);
}

std::string update_words(const machine::Driver& driver) {
    switch (driver.kind) {
        case machine::DriverKind::windows:
            return "update NVIDIA's driver on Windows";
        case machine::DriverKind::tegra:
            return "update JetPack";
        case machine::DriverKind::linux_module:
            break;
    }
    return "update the driver";
}

std::string next_steps(const Considered& nearest,
                       const Considered* works,
                       const Circumstances& circumstances,
                       bool update_helps) {
    const auto& spec = circumstances.request.cuda;
    std::vector<std::string> steps;
    if (nearest.judgement.verdict == Verdict::minor_compat) {
        steps.push_back(spec.is_exact()
                            ? "--compat minor, to accept that"
                            : fmt::format("cudaenv install {} --compat minor, to accept that",
                                          argument_words(spec)));
    }
    if (nearest.judgement.verdict == Verdict::forward_compat)
        steps.push_back(fmt::format("cudaenv install {} --compat forward, to accept that",
                                    argument_words(spec)));
    if (works != nullptr) steps.push_back("cudaenv install " + prefix_words(works->version()));
    if (update_helps) steps.push_back(update_words(*circumstances.machine.driver));
    steps.emplace_back("--compat any, to compile for another machine");
    return join(steps, "      or: ");
}

}  // namespace

void require_release_spec(const Spec& spec) {
    const auto kind = spec.kind();
    if (kind == Spec::Kind::system || kind == Spec::Kind::none || kind == Spec::Kind::name) {
        throw Error(ErrorKind::usage,
                    fmt::format("\"{}\" names no CUDA release", spec.text()),
                    "name one as 12, 12.4, 12.4.1, latest or \">=12.1,<12.5\"");
    }
}

Error no_release(const std::vector<Considered>& considered,
                 const Request& request,
                 const CatalogView& catalog) {
    const auto& spec = request.cuda;
    const auto* reserved =
        find_best(considered, [](const Considered& each) { return each.matches; });
    if (reserved != nullptr) return only_reserved(*reserved, spec);
    Error error(ErrorKind::not_found,
                fmt::format("{} {}",
                            release_words(spec),
                            was_never_released(spec, *catalog.drivers) ? "was never released"
                                                                       : "is not a known release"),
                "cudaenv list --available");
    if (spec.kind() == Spec::Kind::version) {
        error.add_detail("nearest known releases: " + neighbours(considered, spec.version()));
    }
    return error;
}

Error refusal(const Considered& nearest,
              const Considered* works,
              const Circumstances& circumstances) {
    Error error(ErrorKind::refused, headline(nearest, circumstances));
    error.add_detail(cause(nearest, circumstances));
    const auto forward = forward_refusal(nearest, circumstances);
    if (!forward.empty()) error.add_detail(forward);
    const auto cap = cap_words(nearest.judgement.min_driver, circumstances);
    const bool is_dropped = nearest.judgement.reason == kGpuDropped;
    const auto useful = least_useful_driver(nearest, circumstances);
    const bool update_helps = !is_dropped && cap_words(useful, circumstances).empty();
    if (!is_dropped && !cap.empty()) {
        error.add_detail(fmt::format(
            "{}: {}",
            update_helps ? "no driver makes it native" : "updating the driver does not help",
            cap));
    }
    if (works != nullptr) error.add_detail("newest that runs here: " + works->version().text());
    error.set_hint(next_steps(nearest, works, circumstances, update_helps));
    return error;
}

}  // namespace cudaenv::resolve
