// SPDX-License-Identifier: Apache-2.0
// What a release of a framework needs, and whether the machine has it.
#include "resolve/citing.hpp"
#include "resolve/framework/framework_build.hpp"
#include "resolve/framework/framework_verdict.hpp"

#include <cudaenv/resolve/framework.hpp>

#include <string_view>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkBuild;

/// The newest patch of the X.Y that it was built with, or of the major where no more is known. What
/// does not run on this driver is still the toolkit to build with.
Request toolkit_request(const Request& request, const FrameworkBuild& build) {
    auto toolkit = request;
    toolkit.cuda = parse_spec(build.cuda.truncated(2).text());
    if (!toolkit.compat) toolkit.compat = Compat::any;
    return toolkit;
}

bool cudnn_is_left_to_rule(const Request& request) {
    return !request.cudnn && request.profile != Profile::minimal;
}

bool lacks_cudnn(const Answer& answer) {
    const auto* refusal = std::get_if<Refusal>(&answer);
    const auto* missing = refusal == nullptr ? nullptr : std::get_if<MissingLibrary>(refusal);
    return missing != nullptr && missing->product == Product::cudnn;
}

/// With the cuDNN it was built with, else the newest of that major, else the one by rule.
Answer resolve_toolkit(Request request,
                       const std::optional<Version>& cudnn,
                       const machine::Machine& machine,
                       const catalog::Facts& catalog) {
    if (!cudnn || !cudnn_is_left_to_rule(request)) return resolve(request, machine, catalog);
    for (const auto& spec : {cudnn->text(), cudnn->truncated(1).text()}) {
        request.cudnn = parse_spec(spec);
        auto answer = resolve(request, machine, catalog);
        if (!lacks_cudnn(answer)) return answer;
    }
    request.cudnn.reset();
    return resolve(request, machine, catalog);
}

void tell_cudnn(FrameworkAnswer& answer, const std::optional<Version>& built_with) {
    if (!built_with) return;
    for (auto& library : answer.toolkit.libraries) {
        if (library.product != Product::cudnn) continue;
        const bool is_release = built_with->numbers().size() > 2;
        library.reason.built_with =
            BuiltWith{answer.framework,
                      answer.release,
                      *built_with,
                      is_release && built_with->is_prefix_of(library.version)};
    }
}

void add_notes(FrameworkAnswer& answer, const catalog::FrameworkRow* row) {
    if (row == nullptr) {
        answer.notes.emplace_back(NotInTable{});
        return;
    }
    if (answer.bundles_runtime) answer.notes.emplace_back(BringsRuntime{});
    if (!row->runtime_extra.empty()) answer.notes.emplace_back(RuntimeExtra{row->runtime_extra});
}

}  // namespace

std::variant<FrameworkAnswer, Refusal> resolve_framework(const FrameworkQuestion& question,
                                                         const Request& request,
                                                         const machine::Machine& machine,
                                                         const catalog::Facts& catalog) {
    const auto chosen = choose_framework(question, catalog.frameworks());
    if (const auto* refusal = std::get_if<Refusal>(&chosen)) return *refusal;
    const auto& choice = std::get<FrameworkChoice>(chosen);
    FrameworkAnswer answer;
    answer.framework = question.framework;
    answer.release = choice.release;
    answer.build = choice.build;
    answer.build_reason = choice.reason;
    answer.asked_cuda = question.cuda;
    if (question.cudnn) answer.build.cudnn = question.cudnn;
    if (choice.row != nullptr) {
        answer.bundles_runtime = choice.row->bundles_runtime;
        for (const auto& build : choice.row->builds) {
            if (build.cuda != choice.build.cuda) answer.other_builds.push_back(build.cuda);
        }
    }
    auto toolkit = resolve_toolkit(
        toolkit_request(request, answer.build), answer.build.cudnn, machine, catalog);
    if (const auto* refusal = std::get_if<Refusal>(&toolkit)) return *refusal;
    answer.toolkit = std::get<Resolution>(std::move(toolkit));
    tell_cudnn(answer, answer.build.cudnn);
    judge_framework(answer, choice.row, machine, catalog);
    add_notes(answer, choice.row);
    if (choice.row != nullptr)
        cite(catalog.frameworks().citations, choice.row->sources, answer.citations);
    return answer;
}

const FrameworkAnswer* find_common_toolkit(const std::vector<FrameworkAnswer>& answers) {
    if (by_needed_cudnn(answers).size() > 1) return nullptr;
    const FrameworkAnswer* common = nullptr;
    for (const auto& answer : answers) {
        if (common == nullptr) {
            common = &answer;
            continue;
        }
        const auto& toolkit = answer.toolkit.toolkit;
        const auto& best = common->toolkit.toolkit;
        if (toolkit.major_number() != best.major_number()) return nullptr;
        const bool needs_it_to_run = !answer.bundles_runtime;
        const bool best_is_needed = !common->bundles_runtime;
        const bool better = needs_it_to_run == best_is_needed
                                ? (needs_it_to_run ? toolkit > best : toolkit < best)
                                : needs_it_to_run;
        if (better) common = &answer;
    }
    return common;
}

}  // namespace cudaenv::resolve
