// SPDX-License-Identifier: Apache-2.0
// What a release of a framework needs, and whether the machine has it.
#include "resolve/citing.hpp"
#include "resolve/framework/framework_alternative.hpp"
#include "resolve/framework/framework_build.hpp"
#include "resolve/framework/pip_install.hpp"

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

void add_fit_notes(FrameworkAnswer& answer) {
    const auto& gpus = answer.fit.gpus;
    for (std::size_t each = 1; each < gpus.size() && !answer.fit.limit; ++each) {
        if (gpus[each].code == BuildCode::none || gpus[each].code == BuildCode::ptx_too_new)
            answer.notes.emplace_back(OtherGpuUnserved{gpus[each].gpu});
    }
    if (!gpus.empty() && gpus.front().code == BuildCode::unknown && !answer.fit.limit)
        answer.notes.emplace_back(CodeNotKnown{});
}

void add_notes(FrameworkAnswer& answer, const FrameworkChoice& choice) {
    if (choice.row == nullptr) {
        answer.notes.emplace_back(NotInTable{});
        return;
    }
    if (choice.newest) answer.notes.emplace_back(NewerDoesNotRun{*choice.newest});
    add_fit_notes(answer);
    if (!answer.pip && choice.row->pip && !answer.fit.limit)
        answer.notes.emplace_back(NoKnownInstall{choice.build.conda_only});
    if (answer.bundles_runtime) answer.notes.emplace_back(BringsRuntime{});
    if (!choice.row->runtime_extra.empty())
        answer.notes.emplace_back(RuntimeExtra{choice.row->runtime_extra});
}

/// What the table says of the release, and how it is installed.
void tell_row(FrameworkAnswer& answer, const FrameworkChoice& choice, const FrameworkPlace& place) {
    const auto& row = *choice.row;
    answer.bundles_runtime = row.bundles_runtime;
    for (const auto& build : row.builds) {
        if (build.cuda != choice.build.cuda) answer.other_builds.push_back(build.cuda);
    }
    answer.pip = find_pip_install(row, choice.build, choice.release, place.machine.platform);
    cite(place.catalog.frameworks().citations, row.sources, answer.citations);
}

/// Where it does not run, or only by what the driver compiles.
void look_further(FrameworkAnswer& answer,
                  const FrameworkChoice& choice,
                  const FrameworkPlace& place) {
    const auto known = rank(answer.fit);
    if (choice.row == nullptr || known == BuildRank::runs || known == BuildRank::not_known) return;
    answer.alternative = find_alternative(*choice.row, choice.release, known, place);
}

}  // namespace

std::variant<FrameworkAnswer, Refusal> resolve_framework(const FrameworkQuestion& question,
                                                         const Request& request,
                                                         const machine::Machine& machine,
                                                         const catalog::Facts& catalog) {
    const FrameworkPlace place{machine, catalog, question.python};
    auto chosen = choose_framework(question, place);
    if (auto* refusal = std::get_if<Refusal>(&chosen)) return std::move(*refusal);
    auto& choice = std::get<FrameworkChoice>(chosen);
    FrameworkAnswer answer;
    answer.framework = question.framework;
    answer.release = choice.release;
    answer.build = choice.build;
    answer.build_reason = choice.reason;
    answer.asked_cuda = question.cuda;
    if (question.cudnn) answer.build.cudnn = question.cudnn;
    auto toolkit = resolve_toolkit(
        toolkit_request(request, answer.build), answer.build.cudnn, machine, catalog);
    if (auto* refusal = std::get_if<Refusal>(&toolkit)) return std::move(*refusal);
    answer.toolkit = std::get<Resolution>(std::move(toolkit));
    tell_cudnn(answer, answer.build.cudnn);
    if (choice.row != nullptr) tell_row(answer, choice, place);
    answer.fit = fit_build(choice.row, answer.build, answer.toolkit.toolkit, place);
    look_further(answer, choice, place);
    add_notes(answer, choice);
    answer.considered = std::move(choice.considered);
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
