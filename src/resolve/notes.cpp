// SPDX-License-Identifier: Apache-2.0
// The sentences that go with a chosen toolkit: why it, what to know about it, and where the numbers
// come from.
#include "resolve/notes.hpp"
#include "resolve/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// "driver 460.80 runs it natively (needs 460.32.03 or newer)"; empty when it does not run here.
std::string runs_words(const Judgement& judgement,
                       const machine::Machine& machine,
                       std::string_view runs) {
    const auto needed = judgement.min_driver ? judgement.min_driver->text() : std::string();
    switch (judgement.verdict) {
        case Verdict::native:
            return fmt::format("driver {} {} natively (needs {} or newer)",
                               machine.driver->version.text(),
                               runs,
                               needed);
        case Verdict::minor_compat:
        case Verdict::forward_compat:
            return fmt::format("driver {} {} in minor-version compatibility",
                               machine.driver->version.text(),
                               runs);
        case Verdict::compile_only:
        case Verdict::unsupported:
            break;
    }
    return {};
}

void add_libc_notes(const Version& toolkit,
                    const machine::Machine& machine,
                    std::vector<std::string>& notes) {
    // glibc 2.27 has the log2f that libcusolver uses; the <assert.h> of 2.41 calls what nvcc 11
    // takes for a host function.
    const auto first_with_cusolver_floor = parse_version("12.8");
    const auto cusolver_floor = parse_version("2.27");
    const auto new_assert = parse_version("2.41");
    if (!machine.glibc) {
        notes.emplace_back("this machine has no glibc, which NVIDIA's programs need to run");
        return;
    }
    if (toolkit >= first_with_cusolver_floor && *machine.glibc < cusolver_floor) {
        notes.push_back(fmt::format("libcusolver of CUDA {} needs glibc 2.27; this machine has {}",
                                    toolkit.text(),
                                    machine.glibc->text()));
    }
    if (toolkit.major_number() == 11 && *machine.glibc >= new_assert) {
        notes.push_back(
            fmt::format("assert() in device code does not compile with CUDA 11 and glibc {} (2.41 "
                        "or newer): use -DNDEBUG",
                        machine.glibc->text()));
    }
}

void add_verdict_notes(const Considered& chosen,
                       const machine::Machine& machine,
                       std::vector<std::string>& notes) {
    const auto& release = chosen.version().text();
    const auto& judgement = chosen.judgement;
    if (judgement.verdict == Verdict::minor_compat) {
        const auto native = judgement.min_driver ? fmt::format("; driver {} lifts this",
                                                               judgement.min_driver->text())
                                                 : "";
        notes.push_back(
            fmt::format("{} runs on driver {} in minor-version compatibility: the driver does not "
                        "compile its PTX "
                        "(build for your GPU, nvcc -arch=sm_XX), and newer driver calls fail{}",
                        release,
                        machine.driver->version.text(),
                        native));
    }
    const bool other = judgement.verdict == Verdict::unsupported ||
                       judgement.reason == kRequirementUnknown || judgement.reason == kGpuTooNew;
    if (other) notes.push_back(fmt::format("{}: {}", release, judgement.words));
    if (!chosen.has_source)
        notes.push_back(fmt::format("no source in use has the whole toolkit of CUDA {}", release));
}

/// A document's name without the remarks behind it.
std::string short_name(const std::string& description) {
    return description.substr(0, description.find(" ("));
}

/// The description of a row's first document, which is the one that states its numbers.
void cite(const catalog::Citations& documents,
          const std::vector<std::string>& keys,
          std::vector<std::string>& cited) {
    for (const auto& key : keys) {
        const auto document = documents.find(key);
        if (document == documents.end()) continue;
        auto name = short_name(document->second);
        if (std::find(cited.begin(), cited.end(), name) == cited.end())
            cited.push_back(std::move(name));
        return;
    }
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
    const bool passed_over_one =
        std::any_of(rejected.begin(), rejected.end(), [](const Rejected& each) {
            return each.reason == kNoSource;
        });
    const auto newest = fmt::format(
        "newest {}{}", release_words(request.cuda), passed_over_one ? " with a source" : "");
    const auto runs = runs_words(judgement, machine, "runs");
    return newest + (runs.empty() ? "; " + judgement.words : " that " + runs);
}

std::vector<std::string> toolkit_notes(const Considered& chosen, const machine::Machine& machine) {
    std::vector<std::string> notes;
    add_verdict_notes(chosen, machine, notes);
    add_libc_notes(chosen.version(), machine, notes);
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
