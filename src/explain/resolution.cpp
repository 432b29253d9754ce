// SPDX-License-Identifier: Apache-2.0
// Why a decision is as it is, sentence by sentence.
#include "explain/pieces.hpp"

#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/explain/resolution.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using resolve::Judgement;
using resolve::Reason;
using resolve::Resolution;
using resolve::RuleKind;
using resolve::Verdict;

constexpr const char* kOnlyExactly = ": taken only when named exactly";

/// What NVIDIA recommends among the drivers of the toolkit's own X.Y; a newer driver is beyond
/// that.
std::string fitting_recommendation(const Judgement& judgement) {
    const auto& cuda = judgement.driver->cuda;
    const bool is_of_same_minor = cuda && *cuda == judgement.toolkit.truncated(2);
    return is_of_same_minor ? recommendation_words(judgement) : std::string();
}

/// "(needs 460.27.03 or newer; NVIDIA names 460.32.03 for 11.2.2)": the number that decided.
std::string deciding_number(const Judgement& judgement) {
    if (judgement.min_driver) {
        const auto recommendation = fitting_recommendation(judgement);
        return fmt::format(" (needs {} or newer{}{})",
                           judgement.min_driver->text(),
                           recommendation.empty() ? "" : "; ",
                           recommendation);
    }
    const auto& cuda = judgement.driver->cuda;
    return cuda ? fmt::format(" (it runs CUDA up to {})", cuda->text()) : std::string();
}

/// "driver 460.80 runs it natively (needs 460.27.03 or newer)"; empty when it does not run here.
std::string carried_words(const Judgement& judgement, std::string_view runs) {
    const auto text = fmt::format("{} {}", driver_name(judgement.driver), runs);
    switch (judgement.verdict) {
        case Verdict::native:
            return fmt::format("{} natively{}", text, deciding_number(judgement));
        case Verdict::minor_compat:
            return text + " in minor-version compatibility";
        case Verdict::forward_compat:
            return text + " in forward compatibility";
        case Verdict::compile_only:
        case Verdict::unsupported:
            break;
    }
    return {};
}

std::string on_the_driver(const Judgement& judgement) {
    const auto name = fmt::format("toolkit {} (the number nvcc shows)", judgement.toolkit.text());
    const auto& cuda = judgement.driver->cuda;
    const bool is_newer = cuda && judgement.toolkit.truncated(2) > *cuda;
    switch (judgement.verdict) {
        case Verdict::native:
            return name + " is fine on it";
        case Verdict::minor_compat:
            return fmt::format("{} {} than that, which minor-version compatibility allows",
                               name,
                               is_newer ? "is newer" : "may need more");
        case Verdict::forward_compat:
            return name + " is newer than that, which a compat driver makes up for";
        case Verdict::compile_only:
        case Verdict::unsupported:
            break;
    }
    return name + " compiles here; its programs run elsewhere";
}

/// How what was passed over can be had.
std::string way_on(const Judgement& judgement) {
    const auto& release = judgement.toolkit.text();
    if (judgement.verdict == Verdict::minor_compat) {
        return fmt::format(
            "; would run in minor-version compatibility (no PTX JIT): cudaenv install {}", release);
    }
    if (judgement.verdict == Verdict::forward_compat) {
        return fmt::format(
            "; would run in forward compatibility: cudaenv install {} --compat forward", release);
    }
    return {};
}

std::string too_old_words(const Judgement& judgement, const resolve::PassedOver& why) {
    if (!judgement.needs) return words(judgement);
    auto text = "needs " + words(*judgement.needs);
    if (why.cap) text += ", and " + cap_words(*why.cap);
    return why.has_source ? text + way_on(judgement) : text;
}

std::string passed_over_words(const Judgement& judgement, const resolve::PassedOver& why) {
    switch (why.reason) {
        case Reason::prerelease:
            return std::string("a pre-release") + kOnlyExactly;
        case Reason::yanked:
            return std::string("withdrawn upstream") + kOnlyExactly;
        case Reason::requirement_unknown:
            return words(judgement) + kOnlyExactly;
        case Reason::no_source:
            return "no source in use has the whole toolkit";
        case Reason::driver_too_old:
            return too_old_words(judgement, why);
        case Reason::no_driver:
        case Reason::driver_unknown:
        case Reason::gpu_too_new:
        case Reason::gpu_partly:
        case Reason::gpu_dropped:
            break;
    }
    return words(judgement);
}

std::string minor_rule(const resolve::Rule& rule) {
    if (!rule.major || !rule.minor_floor) {
        return "minor-version compatibility: a driver runs newer toolkits of its own major, "
               "without compiling PTX";
    }
    return fmt::format(
        "minor-version compatibility: from driver {} on every CUDA {} runs, without compiling PTX; "
        "taken only when a release is named exactly or with --compat minor",
        rule.minor_floor->text(),
        *rule.major);
}

}  // namespace

std::string toolkit_reason(const Resolution& resolution) {
    const auto& [is_named_exactly, newer_lack_source, newer_lack_gpu_code] = resolution.grounds;
    const auto& judgement = resolution.judgement;
    if (is_named_exactly) {
        const auto carried = carried_words(judgement, "runs it");
        return "named exactly; " + (carried.empty() ? words(judgement) : carried);
    }
    const auto newest = fmt::format("newest {}{}{}",
                                    release_words(resolution.request),
                                    newer_lack_source ? " with a source" : "",
                                    newer_lack_gpu_code ? " with code for every GPU" : "");
    const auto carried = carried_words(judgement, "runs");
    return newest + (carried.empty() ? "; " + words(judgement) : " that " + carried);
}

std::string layers(const Resolution& resolution) {
    const auto& driver = resolution.judgement.driver;
    if (!driver) {
        return fmt::format(
            "no NVIDIA driver here; toolkit {} (the number nvcc shows) compiles without one, its "
            "programs need one where they run",
            resolution.toolkit.text());
    }
    const auto able = driver->cuda ? "runs CUDA up to " + able_words(*driver)
                                   : std::string("does not say which CUDA it runs");
    return fmt::format(
        "{} {}; {}", driver_name(*driver), able, on_the_driver(resolution.judgement));
}

std::string words(const resolve::Rejected& rejected) {
    return passed_over_words(rejected.judgement, rejected.why);
}

std::string words(const resolve::Weighed& weighed) {
    return weighed.passed_over ? passed_over_words(weighed.judgement, *weighed.passed_over)
                               : words(weighed.judgement);
}

std::string words(const resolve::Rule& rule) {
    switch (rule.kind) {
        case RuleKind::no_driver:
            return "nvcc needs no driver: without one the newest release is taken";
        case RuleKind::linux_driver:
            return "a driver runs every toolkit up to its own CUDA version (the number nvidia-smi "
                   "shows): all updates of that, and whatever is older";
        case RuleKind::windows_driver:
            return "in WSL the driver is the one of Windows: it runs every toolkit up to the CUDA "
                   "version that it names";
        case RuleKind::jetson:
            return "a Jetson runs the CUDA of its JetPack and older ones natively";
        case RuleKind::minor_compat:
            return minor_rule(rule);
        case RuleKind::forward_compat:
            return "forward compatibility: NVIDIA's cuda-compat package lets older drivers run "
                   "newer toolkits on data-centre GPUs; taken only with --compat forward";
        case RuleKind::gpu_code:
            return "a toolkit makes machine code for a GPU from its first to its last CUDA, and "
                   "that for a lower capability of the same major runs too; for newer GPUs it "
                   "makes PTX, which only a driver as new as the toolkit compiles";
    }
    return {};
}

}  // namespace cudaenv::explain
