// SPDX-License-Identifier: Apache-2.0
// The resolver: the toolkit first, then its source, then the cuDNN and the host compiler that go
// with it.
#include "resolve/compiler/compiler_choice.hpp"
#include "resolve/gpu_driver_notes.hpp"
#include "resolve/judge/gpu_fit.hpp"
#include "resolve/libraries/cudnn_choice.hpp"
#include "resolve/libraries/named_libraries.hpp"
#include "resolve/notes.hpp"
#include "resolve/refusal.hpp"
#include "resolve/rules.hpp"
#include "resolve/toolkit/rejections.hpp"
#include "resolve/toolkit/toolkit_choice.hpp"

#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

namespace {

/// What is accepted although it does not run here is for another machine.
bool is_for_elsewhere(const Considered& chosen) {
    return chosen.judgement.verdict == Verdict::unsupported;
}

/// The machine that the libraries must suit: of another one, driver and GPUs are not known; a
/// driver is compared with their floors only where it is the Linux one that programs will use; a
/// GPU that the toolkit has nothing for is out of the question.
machine::Machine target_machine(const Considered& chosen,
                                const machine::Machine& here,
                                const catalog::GpuTable& gpus) {
    auto target = here;
    if (is_for_elsewhere(chosen)) {
        target.driver.reset();
        target.gpus.clear();
        return target;
    }
    const bool has_comparable_driver = here.driver &&
                                       here.driver->kind == machine::DriverKind::linux_module &&
                                       chosen.judgement.verdict != Verdict::forward_compat;
    if (!has_comparable_driver) target.driver.reset();
    target.gpus.clear();
    for (const auto& fit : fit_gpus(chosen.version(), known_capabilities(here, gpus), gpus)) {
        if (fit.code != GpuCode::none) target.gpus.push_back({.capability = fit.capability});
    }
    return target;
}

template <typename Value>
void append(std::vector<Value>& values, const std::vector<Value>& more) {
    values.insert(values.end(), more.begin(), more.end());
}

std::optional<SourceName> find_source(const Considered& chosen,
                                      const Request& request,
                                      Platform platform) {
    if (chosen.known.summary == nullptr) return {};
    const OfferWish toolkit{catalog::Provides::toolkit, platform, {}};
    return find_reachable_source(*chosen.known.summary, toolkit, request);
}

/// All but libraries, compiler and citations.
Resolution describe_toolkit(const std::vector<Considered>& considered,
                            const Considered& chosen,
                            const Circumstances& circumstances) {
    const auto& [request, machine, catalog] = circumstances;
    Resolution resolution;
    resolution.request = request.cuda;
    resolution.toolkit = chosen.version();
    resolution.judgement = chosen.judgement;
    resolution.rejected = rejections(considered, chosen, circumstances);
    resolution.grounds = grounds_for(chosen, request, resolution.rejected);
    resolution.weighed = weigh(considered, chosen, circumstances);
    resolution.rules = deciding_rules(resolution.weighed, chosen, machine, catalog);
    resolution.notes = driver_notes(machine, chosen.judgement.driver);
    append(resolution.notes, gpu_driver_notes(machine, chosen.judgement, catalog.gpus()));
    append(resolution.notes, toolkit_notes(chosen, machine, catalog));
    resolution.source = find_source(chosen, request, machine.platform);
    if (!resolution.source) {
        const auto* nearest = find_nearest_available(considered, chosen, circumstances);
        if (nearest != nullptr) resolution.nearest_available = nearest->version();
    }
    return resolution;
}

void add_libraries(Resolution& resolution, const CudnnChoice& cudnn, const NamedLibraries& named) {
    if (cudnn.library) resolution.libraries.push_back(*cudnn.library);
    append(resolution.libraries, named.libraries);
    append(resolution.notes, cudnn.notes);
}

}  // namespace

Answer resolve(const Request& request,
               const machine::Machine& where,
               const catalog::Facts& catalog) {
    if (auto unknown = find_unknown_library(request, catalog)) return *std::move(unknown);
    if (!names_releases(request.cuda))
        return NamesNoRelease{request.cuda, find_meant(request.cuda.text(), catalog)};
    const auto machine = with_capabilities(where, catalog.gpus());
    const auto considered = consider(request, machine, catalog);
    const auto choice = choose_toolkit(considered, request, machine, catalog);
    if (const auto* refusal = std::get_if<Refusal>(&choice)) return *refusal;
    const auto& chosen = *std::get<const Considered*>(choice);

    auto resolution = describe_toolkit(considered, chosen, {request, machine, catalog});

    const auto target = target_machine(chosen, machine, catalog.gpus());
    const auto cudnn = choose_cudnn(request, chosen.version(), target, catalog);
    if (const auto* missing = std::get_if<MissingLibrary>(&cudnn)) return *missing;
    const auto named = choose_named_libraries(request, chosen.version(), target, catalog);
    if (const auto* missing = std::get_if<MissingLibrary>(&named)) return *missing;
    const auto compiler = choose_compiler(request, chosen.version(), machine, catalog);
    if (const auto* refusal = std::get_if<Refusal>(&compiler)) return *refusal;

    add_libraries(resolution, std::get<CudnnChoice>(cudnn), std::get<NamedLibraries>(named));
    resolution.host_compiler = std::get<CompilerChoice>(compiler).compiler;
    resolution.has_clashing_headers =
        catalog.host_compilers().find_header_clash(chosen.version()) != nullptr;
    append(resolution.notes, std::get<CompilerChoice>(compiler).notes);
    resolution.citations = citations(chosen, std::get<CudnnChoice>(cudnn).row, machine, catalog);
    append(resolution.citations, std::get<NamedLibraries>(named).citations);
    return resolution;
}

}  // namespace cudaenv::resolve
