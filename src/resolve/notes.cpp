// SPDX-License-Identifier: Apache-2.0
// What goes with a chosen toolkit: why it, what to know about it, and where the numbers come from.
#include "resolve/notes.hpp"

#include "resolve/citing.hpp"
#include "resolve/judge/gpu_fit.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

void add_libc_notes(const Version& toolkit,
                    const machine::Machine& machine,
                    const std::vector<catalog::GlibcRule>& rules,
                    std::vector<Note>& notes) {
    if (!machine.glibc) {
        notes.emplace_back(NoGlibc{});
        return;
    }
    const auto& here = *machine.glibc;
    for (const auto& rule : rules) {
        if (!rule.toolkits.matches(toolkit)) continue;
        if (rule.min_glibc && here < *rule.min_glibc)
            notes.emplace_back(GlibcTooOld{rule.library, toolkit, *rule.min_glibc, here});
        // Headers that clash are made to fit by the environment's nvcc.profile.
        if (rule.subject == catalog::GlibcSubject::assertions && rule.max_glibc &&
            here > *rule.max_glibc)
            notes.emplace_back(AssertClash{toolkit, *rule.max_glibc, here});
    }
}

/// The verdict alone does not say all.
bool has_limits(const Judgement& judgement) {
    return judgement.verdict == Verdict::unsupported ||
           judgement.reason == Reason::requirement_unknown ||
           judgement.reason == Reason::gpu_too_new || judgement.reason == Reason::gpu_partly;
}

void add_verdict_notes(const Considered& chosen,
                       const machine::Machine& machine,
                       const catalog::GpuTable& gpus,
                       std::vector<Note>& notes) {
    const auto& judgement = chosen.judgement;
    if (judgement.verdict == Verdict::minor_compat) {
        notes.emplace_back(
            RunsInMinorCompat{judgement, find_driver_cap(judgement.min_driver, machine, gpus)});
    }
    if (judgement.verdict == Verdict::forward_compat)
        notes.emplace_back(RunsInForwardCompat{judgement});
    if (has_limits(judgement)) notes.emplace_back(RunsWithLimits{judgement});
    for (const auto& fit : fit_gpus(chosen.version(), known_capabilities(machine, gpus), gpus)) {
        if (fit.code_of) notes.emplace_back(RunsOlderCode{chosen.version(), fit});
    }
    if (!chosen.has_source) notes.emplace_back(NoSource{chosen.version()});
}

void cite_compilers(const Version& toolkit,
                    const machine::Machine& machine,
                    const catalog::HostCompilerTable& table,
                    std::vector<std::string>& cited) {
    if (const auto* row = table.find_row(toolkit)) cite(table.citations, row->sources, cited);
    for (const auto& compiler : machine.compilers) {
        if (compiler.kind != CompilerKind::gcc) continue;
        const auto* broken = table.find_broken(toolkit, compiler.version, machine.platform);
        if (broken != nullptr) cite(table.citations, broken->sources, cited);
    }
}

}  // namespace

Grounds grounds_for(const Considered& chosen,
                    const Request& request,
                    const std::vector<Rejected>& rejected) {
    const auto is_passed_over_for = [&](Reason reason) {
        return std::any_of(rejected.begin(), rejected.end(), [&](const Rejected& each) {
            return each.why.reason == reason;
        });
    };
    const bool serves_all = chosen.judgement.reason != Reason::gpu_partly;
    return {request.cuda.is_exact(),
            is_passed_over_for(Reason::no_source),
            serves_all && is_passed_over_for(Reason::gpu_partly)};
}

std::vector<Note> toolkit_notes(const Considered& chosen,
                                const machine::Machine& machine,
                                const catalog::Facts& catalog) {
    std::vector<Note> notes;
    add_verdict_notes(chosen, machine, catalog.gpus(), notes);
    add_libc_notes(chosen.version(), machine, catalog.host_compilers().glibc, notes);
    return notes;
}

std::vector<std::string> citations(const Considered& chosen,
                                   const catalog::CudnnRow* cudnn,
                                   const machine::Machine& machine,
                                   const catalog::Facts& catalog) {
    std::vector<std::string> cited;
    const auto& drivers = catalog.drivers();
    if (chosen.known.row != nullptr) cite(drivers.citations, chosen.known.row->sources, cited);
    if (chosen.judgement.verdict == Verdict::minor_compat) {
        for (const auto& floor : drivers.floors) {
            if (floor.major == chosen.version().major_number())
                cite(drivers.citations, floor.sources, cited);
        }
    }
    if (cudnn != nullptr) cite(catalog.cudnn().citations, cudnn->sources, cited);
    cite_compilers(chosen.version(), machine, catalog.host_compilers(), cited);
    return cited;
}

}  // namespace cudaenv::resolve
