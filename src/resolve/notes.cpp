// SPDX-License-Identifier: Apache-2.0
// The sentences that go with a chosen toolkit: why it, what to know about it, and where the numbers
// come from.
#include "resolve/citing.hpp"
#include "resolve/gpu_fit.hpp"
#include "resolve/notes.hpp"
#include "resolve/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// "(needs 460.32.03 or newer)": the number that decided.
std::string deciding_number(const Judgement& judgement, const machine::Driver& driver) {
    if (judgement.min_driver)
        return fmt::format(" (needs {} or newer)", judgement.min_driver->text());
    return driver.cuda ? fmt::format(" (it runs CUDA up to {})", driver.cuda->text())
                       : std::string();
}

/// "driver 460.80 runs it natively (needs 460.32.03 or newer)"; empty when it does not run here.
std::string runs_words(const Judgement& judgement,
                       const machine::Machine& machine,
                       std::string_view runs) {
    switch (judgement.verdict) {
        case Verdict::native:
            return fmt::format("{} {} natively{}",
                               driver_words(*machine.driver),
                               runs,
                               deciding_number(judgement, *machine.driver));
        case Verdict::minor_compat:
            return fmt::format(
                "{} {} in minor-version compatibility", driver_words(*machine.driver), runs);
        case Verdict::forward_compat:
            return fmt::format(
                "{} {} in forward compatibility", driver_words(*machine.driver), runs);
        case Verdict::compile_only:
        case Verdict::unsupported:
            break;
    }
    return {};
}

bool holds(const std::string& range, const Version& version) {
    return range.empty() || parse_spec(range).matches(version);
}

void add_libc_notes(const Version& toolkit,
                    const machine::Machine& machine,
                    const std::vector<catalog::GlibcRule>& rules,
                    std::vector<std::string>& notes) {
    if (!machine.glibc) {
        notes.emplace_back("this machine has no glibc, which NVIDIA's programs need to run");
        return;
    }
    const auto& here = machine.glibc->text();
    for (const auto& rule : rules) {
        if (!holds(rule.toolkits, toolkit)) continue;
        if (rule.min_glibc && *machine.glibc < *rule.min_glibc) {
            notes.push_back(fmt::format("{} of CUDA {} needs glibc {}; this machine has {}",
                                        rule.subject,
                                        toolkit.text(),
                                        rule.min_glibc->text(),
                                        here));
        }
        // Headers that clash are made to fit by the environment's nvcc.profile.
        if (rule.subject == "assert" && rule.max_glibc && *machine.glibc > *rule.max_glibc) {
            notes.push_back(
                fmt::format("assert() in device code does not compile with CUDA {} and glibc {} "
                            "(newer than {}): use -DNDEBUG",
                            toolkit.text(),
                            here,
                            rule.max_glibc->text()));
        }
    }
}

/// What minor-version compatibility takes away, and what gives it back.
std::string minor_compat_note(const Considered& chosen,
                              const machine::Machine& machine,
                              const catalog::GpuTable& gpus) {
    const auto& judgement = chosen.judgement;
    const auto cap = driver_cap_words(judgement.min_driver, machine, gpus);
    auto lifts =
        judgement.needs.empty() ? std::string() : fmt::format("; {} lifts this", judgement.needs);
    if (!cap.empty()) lifts = "; no driver lifts this: " + cap;
    return fmt::format(
        "{} runs on {} in minor-version compatibility: the driver does not compile its PTX "
        "(build for your GPU, nvcc -arch=sm_XX), and newer driver calls fail{}",
        chosen.version().text(),
        driver_words(*machine.driver),
        lifts);
}

void add_verdict_notes(const Considered& chosen,
                       const machine::Machine& machine,
                       const catalog::GpuTable& gpus,
                       std::vector<std::string>& notes) {
    const auto& release = chosen.version().text();
    const auto& judgement = chosen.judgement;
    if (judgement.verdict == Verdict::minor_compat)
        notes.push_back(minor_compat_note(chosen, machine, gpus));
    if (judgement.verdict == Verdict::forward_compat) {
        notes.push_back(
            fmt::format("{} {}; cudaenv does not bring that package, and OpenGL and "
                        "Vulkan do not work together with it",
                        release,
                        judgement.words));
    }
    const bool other = judgement.verdict == Verdict::unsupported ||
                       judgement.reason == kRequirementUnknown || judgement.reason == kGpuTooNew ||
                       judgement.reason == kGpuPartly;
    if (other) notes.push_back(fmt::format("{}: {}", release, judgement.words));
    if (!chosen.has_source)
        notes.push_back(fmt::format("no source in use has the whole toolkit of CUDA {}", release));
}

}  // namespace

std::string toolkit_reason(const Considered& chosen,
                           const Request& request,
                           const machine::Machine& machine,
                           const std::vector<Rejected>& rejected) {
    const auto& judgement = chosen.judgement;
    if (request.cuda.is_exact()) {
        const auto runs = runs_words(judgement, machine, "runs it");
        return "named exactly; " + (runs.empty() ? judgement.words : runs);
    }
    const auto passed_over_for = [&](const char* reason) {
        return std::any_of(rejected.begin(), rejected.end(), [&](const Rejected& each) {
            return each.reason == reason;
        });
    };
    const bool serves_all = judgement.reason != kGpuPartly;
    const auto newest =
        fmt::format("newest {}{}{}",
                    release_words(request.cuda),
                    passed_over_for(kNoSource) ? " with a source" : "",
                    serves_all && passed_over_for(kGpuPartly) ? " with code for every GPU" : "");
    const auto runs = runs_words(judgement, machine, "runs");
    return newest + (runs.empty() ? "; " + judgement.words : " that " + runs);
}

std::vector<std::string> toolkit_notes(const Considered& chosen,
                                       const machine::Machine& machine,
                                       const CatalogView& catalog) {
    std::vector<std::string> notes;
    add_verdict_notes(chosen, machine, *catalog.gpus, notes);
    add_libc_notes(chosen.version(), machine, catalog.host_compilers->glibc, notes);
    return notes;
}

std::vector<std::string> citations(const Considered& chosen,
                                   const catalog::CudnnRow* cudnn,
                                   const CatalogView& catalog) {
    std::vector<std::string> cited;
    const auto& drivers = *catalog.drivers;
    if (chosen.known.row != nullptr) cite(drivers.citations, chosen.known.row->sources, cited);
    if (chosen.judgement.verdict == Verdict::minor_compat) {
        for (const auto& floor : drivers.floors) {
            if (floor.major == chosen.version().major_number())
                cite(drivers.citations, floor.sources, cited);
        }
    }
    if (cudnn != nullptr) cite(catalog.cudnn_table->citations, cudnn->sources, cited);
    const auto* compiler = catalog.host_compilers->find_row(chosen.version());
    if (compiler != nullptr) cite(catalog.host_compilers->citations, compiler->sources, cited);
    return cited;
}

}  // namespace cudaenv::resolve
