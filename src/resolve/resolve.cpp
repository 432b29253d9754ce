// SPDX-License-Identifier: Apache-2.0
// The resolver: the toolkit first, then its source, then the cuDNN and the host compiler that go
// with it.
#include "resolve/compiler_choice.hpp"
#include "resolve/cudnn_choice.hpp"
#include "resolve/notes.hpp"
#include "resolve/refusal.hpp"
#include "resolve/rejections.hpp"
#include "resolve/toolkit_choice.hpp"

#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

namespace {

/// What is accepted although it does not run here is for another machine.
bool is_for_elsewhere(const Considered& chosen) {
    return chosen.judgement.verdict == Verdict::unsupported;
}

/// The machine that the libraries must suit: of another one, driver and GPUs are not known.
machine::Machine target_machine(const Considered& chosen, const machine::Machine& here) {
    auto target = here;
    if (is_for_elsewhere(chosen)) {
        target.driver.reset();
        target.gpus.clear();
    }
    return target;
}

void append(std::vector<std::string>& notes, const std::vector<std::string>& more) {
    notes.insert(notes.end(), more.begin(), more.end());
}

std::string find_source(const Considered& chosen, const Request& request, Platform platform) {
    if (chosen.known.summary == nullptr) return {};
    const Wanted toolkit{catalog::Provides::toolkit, platform, {}};
    return find_reachable_source(*chosen.known.summary, toolkit, request).value_or("");
}

}  // namespace

Resolution resolve(const Request& request,
                   const machine::Machine& machine,
                   const CatalogView& catalog) {
    require_answerable(request);
    const auto considered = consider(request, machine, catalog);
    const auto& chosen = choose_toolkit(considered, request, machine, catalog);

    Resolution resolution;
    resolution.request = request.cuda.text();
    resolution.toolkit = chosen.version();
    resolution.verdict = chosen.judgement.verdict;
    resolution.min_driver = chosen.judgement.min_driver;
    resolution.rejected = rejections(considered, chosen, request);
    resolution.reason = toolkit_reason(chosen, request, machine, resolution.rejected);
    resolution.notes = toolkit_notes(chosen, machine);
    resolution.source = find_source(chosen, request, machine.platform);
    if (resolution.source.empty()) {
        const auto* nearest = find_nearest_available(considered, request, machine);
        if (nearest != nullptr) resolution.nearest_available = nearest->version();
    }

    const auto cudnn =
        choose_cudnn(request, chosen.version(), target_machine(chosen, machine), catalog);
    if (cudnn.library) resolution.libraries.push_back(*cudnn.library);
    append(resolution.notes, cudnn.notes);

    auto compiler = choose_compiler(request, chosen.version(), machine, catalog);
    resolution.host_compiler = std::move(compiler.compiler);
    append(resolution.notes, compiler.notes);

    resolution.citations = citations(chosen, cudnn.row, catalog);
    return resolution;
}

}  // namespace cudaenv::resolve
