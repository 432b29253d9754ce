// SPDX-License-Identifier: Apache-2.0
// How a toolkit runs on a machine: first by its driver, then by its GPUs.
#include "explain/pieces.hpp"

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using machine::DriverKind;
using resolve::GpuCode;
using resolve::Judgement;
using resolve::Reason;
using resolve::Verdict;

constexpr const char* kUnknownRequirement = "the driver that it needs is not known";

struct NeedWords {
    std::string operator()(const resolve::LinuxDriver& driver) const {
        return "driver " + driver.version.text();
    }
    std::string operator()(const resolve::WindowsDriver& driver) const {
        return "a Windows driver for CUDA " + driver.cuda.text();
    }
    std::string operator()(const resolve::Jetpack& jetpack) const {
        return "JetPack " + jetpack.name;
    }
    std::string operator()(const resolve::UnknownJetpack& /*jetpack*/) const {
        return "a newer JetPack than any that is known";
    }
};

struct WayWords {
    std::string operator()(const resolve::CompatPackage& package) const {
        return fmt::format("NVIDIA's cuda-compat-{} package in front of LD_LIBRARY_PATH",
                           replace_all(package.cuda.text(), ".", "-"));
    }
    std::string operator()(const resolve::CompatDriver& driver) const {
        return fmt::format("the compat driver of CUDA {} in {} in front of LD_LIBRARY_PATH",
                           driver.cuda.text(),
                           driver.directory.string());
    }
};

bool is_linux(const Judgement& judgement) {
    return judgement.driver->kind == DriverKind::linux_module;
}

std::string cuda_words(const Judgement& judgement) {
    return judgement.driver->cuda ? judgement.driver->cuda->text() : std::string();
}

std::string needs_words(const Judgement& judgement) {
    return judgement.needs ? "needs " + words(*judgement.needs) : kUnknownRequirement;
}

std::string compile_only_words(const Judgement& judgement) {
    if (judgement.driver) {
        return fmt::format(
            "{} could not be asked which CUDA it runs (nvidia-smi shows it): compiles here",
            driver_name(*judgement.driver));
    }
    const std::string text = "no driver here: compiles here";
    return judgement.min_driver
               ? fmt::format(
                     "{}, runs where the driver is {} or newer", text, judgement.min_driver->text())
               : text;
}

std::string native_words(const Judgement& judgement) {
    const auto text = "native on " + driver_name(*judgement.driver);
    if (!is_linux(judgement))
        return fmt::format("{}, which runs CUDA up to {}", text, cuda_words(judgement));
    const auto& named = judgement.named_driver;
    const auto recommendation = recommendation_words(judgement);
    const bool is_below = named && !driver_reaches(judgement.driver->version, *named);
    return is_below && !recommendation.empty() ? fmt::format("{} ({})", text, recommendation)
                                               : text;
}

std::string minor_words(const Judgement& judgement) {
    const auto& driver = *judgement.driver;
    if (!judgement.needs) {
        return fmt::format("{}; {} runs CUDA {} in minor-version compatibility (no PTX JIT)",
                           kUnknownRequirement,
                           driver_name(driver),
                           judgement.toolkit.major_number());
    }
    return fmt::format(
        "{}; runs on {}{} in minor-version compatibility (no PTX JIT)",
        needs_words(judgement),
        number_words(driver),
        is_linux(judgement) ? std::string() : fmt::format(" (CUDA {})", cuda_words(judgement)));
}

std::string forward_words(const Judgement& judgement) {
    const auto way = std::visit(WayWords{}, judgement.forward->way);
    if (!judgement.needs) {
        return fmt::format("newer than {} runs by itself (CUDA {}); runs with {}",
                           driver_name(*judgement.driver),
                           cuda_words(judgement),
                           way);
    }
    return fmt::format(
        "{}; runs on {} with {}", needs_words(judgement), number_words(*judgement.driver), way);
}

std::string too_old_words(const Judgement& judgement) {
    if (!is_linux(judgement)) {
        auto text = fmt::format("{}; {} runs CUDA up to {}",
                                needs_words(judgement),
                                driver_name(*judgement.driver),
                                cuda_words(judgement));
        if (judgement.driver->kind == DriverKind::tegra)
            text += " and has no compat package for " + judgement.toolkit.truncated(2).text();
        return text;
    }
    if (!judgement.needs) {
        return judgement.minor_floor
                   ? fmt::format("{}; minor-version compatibility needs driver {}",
                                 kUnknownRequirement,
                                 judgement.minor_floor->text())
                   : kUnknownRequirement;
    }
    auto text = needs_words(judgement) + ": compiles here, runs elsewhere";
    if (judgement.forward && judgement.forward->objection)
        text += "; " + objection_words(*judgement.forward->objection);
    return text;
}

/// As if there were no GPUs.
std::string by_driver(const Judgement& judgement) {
    switch (judgement.driver_verdict) {
        case Verdict::native:
            return native_words(judgement);
        case Verdict::minor_compat:
            return minor_words(judgement);
        case Verdict::forward_compat:
            return forward_words(judgement);
        case Verdict::compile_only:
            return compile_only_words(judgement);
        case Verdict::unsupported:
            return too_old_words(judgement);
    }
    return {};
}

std::string misfit_words(const resolve::GpuFit& misfit) {
    const auto gpu = capability_words(misfit.capability, misfit.architecture);
    return misfit.code == GpuCode::none
               ? fmt::format("no code for {}, whose last CUDA is {}", gpu, misfit.bound.text())
               : fmt::format(
                     "no machine code for {}, whose first CUDA is {}", gpu, misfit.bound.text());
}

/// The driver would carry it, but does not compile the PTX that is all the GPUs get.
std::string uncompiled_words(const Judgement& judgement) {
    return fmt::format("{}, and this driver is too old to compile its PTX{}",
                       misfit_words(*judgement.misfit),
                       judgement.min_driver
                           ? fmt::format(" (needs {})", judgement.min_driver->text())
                           : std::string());
}

}  // namespace

std::string words(const resolve::Need& need) {
    return std::visit(NeedWords{}, need);
}

std::string words(const Judgement& judgement) {
    if (!judgement.misfit) return by_driver(judgement);
    auto misfit = misfit_words(*judgement.misfit);
    if (judgement.reason == Reason::gpu_dropped) return misfit;
    if (judgement.reason == Reason::gpu_too_new) {
        return fmt::format(
            "{}; {}, only PTX that the driver compiles", by_driver(judgement), misfit);
    }
    if (judgement.reason == Reason::gpu_partly) {
        return fmt::format(
            "{}; {}: runs on the other GPUs of this machine", by_driver(judgement), misfit);
    }
    return uncompiled_words(judgement);
}

std::string run_words(const Judgement& judgement) {
    const auto driver = driver_name(judgement.driver);
    switch (judgement.verdict) {
        case Verdict::native:
            return "runs natively on " + driver;
        case Verdict::minor_compat:
            return "runs in minor-version compatibility on " + driver;
        case Verdict::forward_compat:
            return "runs with forward compatibility on " + driver;
        case Verdict::compile_only:
            return judgement.min_driver
                       ? fmt::format(
                             "compiles here (no driver); its programs need driver {} or newer",
                             judgement.min_driver->text())
                       : "compiles here (no driver)";
        case Verdict::unsupported:
            return "compiles here, runs on other machines";
    }
    return {};
}

}  // namespace cudaenv::explain
