// SPDX-License-Identifier: Apache-2.0
// Refusals as errors: what failed, why, and the next steps.
#include "explain/pieces.hpp"

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/compiler.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/explain/library.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using resolve::Judgement;
using resolve::NoneRunsHere;
using resolve::Reason;
using resolve::Verdict;

constexpr const char* kForElsewhere = "--compat any, to compile for another machine";
constexpr const char* kAnyCompiler = "--host-compiler auto";

/// "2.27.3, 2.26.2".
std::string list_words(const std::vector<Version>& versions) {
    std::vector<std::string> texts;
    texts.reserve(versions.size());
    for (const auto& version : versions) texts.push_back(version.text());
    return join(texts, ", ");
}

/// "torch 2.3.1"; "torch" where any release is meant.
std::string framework_words(const std::string& framework, const Spec& release) {
    return release.kind() == Spec::Kind::latest ? framework
                                                : fmt::format("{} {}", framework, release.text());
}

std::string headline(const NoneRunsHere& refusal) {
    const auto release = release_words(refusal.request);
    if (refusal.nearest.reason == Reason::gpu_dropped)
        return release + " does not run on the GPU of this machine";
    const auto driver = driver_name(refusal.nearest.driver);
    switch (refusal.nearest.verdict) {
        case Verdict::minor_compat:
            return fmt::format(
                "{} runs on {} only in minor-version compatibility", release, driver);
        case Verdict::forward_compat:
            return fmt::format("{} runs on {} only in forward compatibility", release, driver);
        default:
            return fmt::format("{} does not run on {}", release, driver);
    }
}

/// "12.4.1 needs driver 550.54.15; even minor-version compatibility needs 525.60.13".
std::string cause(const Judgement& nearest) {
    const auto& release = nearest.toolkit.text();
    if (nearest.reason == Reason::gpu_dropped)
        return fmt::format("{} has {}", release, words(nearest));
    if (nearest.reason == Reason::requirement_unknown)
        return fmt::format("{}: {}", release, words(nearest));
    if (!nearest.min_driver || nearest.verdict == Verdict::forward_compat)
        return fmt::format("{} {}", release, words(nearest));
    auto needs = fmt::format("{} needs driver {}", release, nearest.min_driver->text());
    if (nearest.verdict == Verdict::minor_compat)
        return needs + "; an older one does not compile PTX (no PTX JIT) and lacks newer calls";
    if (nearest.driver_verdict == Verdict::minor_compat)
        return fmt::format("{}: {}", needs, words(nearest));
    const auto& floor = nearest.minor_floor;
    if (floor && nearest.driver && !driver_reaches(nearest.driver->version, *floor))
        return fmt::format("{}; even minor-version compatibility needs {}", needs, floor->text());
    return needs;
}

/// Why --compat forward does not help although NVIDIA has a compat package for this driver.
const resolve::ForwardObjection* find_objection(const Judgement& nearest) {
    const bool is_barred =
        nearest.reason == Reason::driver_too_old && nearest.forward && nearest.forward->objection;
    return is_barred ? &*nearest.forward->objection : nullptr;
}

std::string update_words(const resolve::KnownDriver& driver) {
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

std::string next_steps(const NoneRunsHere& refusal) {
    const auto& [request, nearest, works, cap, update_helps] = refusal;
    std::vector<std::string> steps;
    if (nearest.verdict == Verdict::minor_compat) {
        steps.push_back(request.is_exact()
                            ? "--compat minor, to accept that"
                            : fmt::format("cudaenv install {} --compat minor, to accept that",
                                          argument_words(request)));
    }
    if (nearest.verdict == Verdict::forward_compat) {
        steps.push_back(fmt::format("cudaenv install {} --compat forward, to accept that",
                                    argument_words(request)));
    }
    if (works) steps.push_back("cudaenv install " + works->truncated(2).text());
    if (update_helps && nearest.driver) steps.push_back(update_words(*nearest.driver));
    steps.emplace_back(kForElsewhere);
    return join(steps, "      or: ");
}

std::string known_libraries(const std::vector<Product>& known) {
    if (known.empty()) return "it has no library beside cuDNN";
    return fmt::format("the catalogue has {}", join(product_texts(known), ", "));
}

/// What the catalogue does not know may have come out since.
std::string ways_to_releases(const resolve::UnknownRelease& refusal) {
    std::string ways = "cudaenv list --available";
    const bool may_be_new =
        !refusal.was_never_released && (refusal.below.has_value() || !refusal.above.has_value());
    if (may_be_new) ways += "      or, for newer releases: cudaenv catalog update";
    return ways;
}

struct RefusalError {
    Error operator()(const resolve::NamesNoRelease& refusal) const {
        return {ErrorKind::usage,
                fmt::format(
                    "\"{}\" names no CUDA release{}",
                    refusal.request.text(),
                    refusal.meant ? fmt::format("; did you mean {}?", refusal.meant->text()) : ""),
                "name one as 12, 12.4, 12.4.1, latest or \">=12.1,<12.5\""};
    }

    Error operator()(const resolve::UnknownRelease& refusal) const {
        Error error(ErrorKind::not_found,
                    fmt::format("{} {}",
                                release_words(refusal.request),
                                refusal.was_never_released ? "was never released"
                                                           : "is not a known release"),
                    ways_to_releases(refusal));
        std::vector<std::string> nearest;
        for (const auto& release : {refusal.below, refusal.above}) {
            if (release) nearest.push_back(release->text());
        }
        if (refusal.request.kind() == Spec::Kind::version)
            error.add_detail("nearest known releases: " + join(nearest, ", "));
        return error;
    }

    Error operator()(const resolve::OnlyReserved& refusal) const {
        const auto& release = refusal.best.toolkit.text();
        const bool is_unknown = refusal.reason == Reason::requirement_unknown;
        Error error(is_unknown ? ErrorKind::refused : ErrorKind::not_found,
                    fmt::format("{} has no release that is taken unless named exactly",
                                release_words(refusal.request)),
                    "cudaenv install " + release);
        if (!is_unknown) {
            error.add_detail(
                fmt::format("{} is {}",
                            release,
                            refusal.reason == Reason::yanked ? "withdrawn" : "a pre-release"));
            return error;
        }
        error.add_detail(fmt::format("{}: {}", release, words(refusal.best)));
        if (refusal.best.verdict == Verdict::unsupported)
            error.set_hint(fmt::format("cudaenv install {} {}", release, kForElsewhere));
        return error;
    }

    Error operator()(const NoneRunsHere& refusal) const {
        Error error(ErrorKind::refused, headline(refusal));
        error.add_detail(cause(refusal.nearest));
        if (const auto* objection = find_objection(refusal.nearest))
            error.add_detail(objection_words(*objection));
        if (refusal.cap) {
            error.add_detail(fmt::format("{}: {}",
                                         refusal.update_helps ? "no driver makes it native"
                                                              : "updating the driver does not help",
                                         cap_words(*refusal.cap)));
        }
        if (refusal.works) error.add_detail("newest that runs here: " + refusal.works->text());
        error.set_hint(next_steps(refusal));
        return error;
    }

    Error operator()(const resolve::UnknownLibrary& refusal) const {
        return {ErrorKind::not_found,
                fmt::format("the catalogue has no {}", product_title(refusal.product)),
                known_libraries(refusal.known)};
    }

    Error operator()(const resolve::MissingLibrary& refusal) const {
        const bool is_cudnn = refusal.product == Product::cudnn;
        Error error(ErrorKind::not_found,
                    missing_words(refusal),
                    is_cudnn ? "another --cudnn, or --cudnn none to go without"
                             : fmt::format("another --with {}=VERSION, or go without it",
                                           product_text(refusal.product)));
        error.add_detail(newest_words(refusal));
        if (!is_cudnn && !refusal.nearest.empty())
            error.add_detail("newest built for this toolkit: " + list_words(refusal.nearest));
        return error;
    }

    Error operator()(const resolve::GccNotAccepted& refusal) const {
        return {ErrorKind::refused,
                fmt::format("gcc {} {}", refusal.major, misfit_words(refusal.misfit)),
                kAnyCompiler};
    }

    Error operator()(const resolve::UnknownGcc& refusal) const {
        return {ErrorKind::not_found,
                fmt::format("gcc {} is neither installed nor in the catalogue", refusal.major),
                kAnyCompiler};
    }

    Error operator()(const resolve::GccNeedsGlibc& refusal) const {
        return {ErrorKind::refused,
                fmt::format("gcc {} needs glibc {} to run; this machine has {}",
                            refusal.major,
                            refusal.needed ? refusal.needed->text() : "2",
                            refusal.here ? "glibc " + refusal.here->text() : "no glibc"),
                kAnyCompiler};
    }

    Error operator()(const resolve::GccNotReachable& refusal) const {
        return {ErrorKind::not_found,
                fmt::format("no source that can be reached has gcc {}", refusal.major),
                kAnyCompiler};
    }

    Error operator()(const resolve::UnknownFramework& refusal) const {
        Error error(ErrorKind::not_found,
                    refusal.framework + " is no framework that cudaenv has a table for",
                    "cudaenv resolve --for torch==2.6.0");
        error.add_detail("known: " + join(refusal.known, ", "));
        return error;
    }

    Error operator()(const resolve::UnknownFrameworkRelease& refusal) const {
        Error error(ErrorKind::not_found,
                    fmt::format("the table of frameworks has no {}",
                                framework_words(refusal.framework, refusal.release)),
                    fmt::format("cudaenv resolve --for {}, for the newest that is known",
                                refusal.framework));
        error.add_detail("nearest known releases: " + list_words(refusal.nearest));
        return error;
    }

    Error operator()(const resolve::UnknownFrameworkBuild& refusal) const {
        std::vector<Version> builds;
        for (const auto& cuda : refusal.builds) builds.push_back(cuda.truncated(2));
        Error error(ErrorKind::not_found,
                    fmt::format("{} has no build for CUDA {}",
                                framework_words(refusal.framework, refusal.release),
                                refusal.cuda.text()),
                    "name one of its builds, or none for the usual one");
        error.add_detail(fmt::format("{} {} is built for CUDA {}",
                                     refusal.framework,
                                     refusal.known_release.text(),
                                     list_words(builds)));
        return error;
    }

    Error operator()(const resolve::ContainerBuild& refusal) const {
        Error error(ErrorKind::not_found,
                    fmt::format("{} is NVIDIA's own build, for its container release {}: what it "
                                "was built with is not known to cudaenv",
                                framework_words(refusal.framework, refusal.release),
                                refusal.container),
                    fmt::format("see NVIDIA's release notes of container {}; the container brings "
                                "its CUDA and cuDNN",
                                refusal.container));
        error.add_detail(
            fmt::format("it is not the {} of the package index, which has builds of "
                        "its own",
                        refusal.framework));
        return error;
    }

    Error operator()(const resolve::UnknownCompanion& refusal) const {
        const auto name = framework_words(refusal.package, refusal.release);
        if (refusal.goes_with == "CUDA") {
            return {ErrorKind::not_found,
                    fmt::format("{} does not say which CUDA it is compiled for, and that is not "
                                "known to cudaenv",
                                name),
                    "name its build where it has one for each CUDA: --for cudf-cu12, --for "
                    "tensorrt-cu12"};
        }
        return {ErrorKind::not_found,
                fmt::format("{} is compiled for {}: for which release and which CUDA is not known "
                            "to cudaenv",
                            name,
                            refusal.goes_with),
                fmt::format("name the {} that it is used with: cudaenv resolve --for {}==2.6.0",
                            refusal.goes_with,
                            refusal.goes_with)};
    }
};

}  // namespace

Error unknown_library_error(std::string_view name, const std::vector<Product>& known) {
    return {ErrorKind::not_found,
            fmt::format("no library is called {}", name),
            fmt::format("cudaenv knows {}", join(product_texts(known), ", "))};
}

Error error(const resolve::Refusal& refusal) {
    return std::visit(RefusalError{}, refusal);
}

resolve::Resolution require_resolution(resolve::Answer answer) {
    if (const auto* refusal = std::get_if<resolve::Refusal>(&answer)) throw error(*refusal);
    return std::get<resolve::Resolution>(std::move(answer));
}

}  // namespace cudaenv::explain
