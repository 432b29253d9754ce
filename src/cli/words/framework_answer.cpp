// SPDX-License-Identifier: Apache-2.0
// What `cudaenv resolve --for` answers, as words and as JSON.
#include "cli/words/framework_answer.hpp"

#include "cli/words/decision_rows.hpp"
#include "cli/words/resolution_text.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/framework.hpp>
#include <cudaenv/explain/note.hpp>
#include <cudaenv/explain/project.hpp>
#include <cudaenv/explain/resolution.hpp>

#include <fmt/format.h>

#include <map>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<std::string>;
using resolve::FrameworkAnswer;
using resolve::Resolution;
using resolve::Verdict;

std::string minor_text(const Version& cuda) {
    return cuda.truncated(2).text();
}

std::string need_name(const python::FrameworkNeed& need) {
    const bool any = need.release.kind() == Spec::Kind::latest;
    return any ? need.framework : fmt::format("{} {}", need.framework, need.release.text());
}

std::string headline(const FrameworkAnswer& answer) {
    auto text = fmt::format(
        "{}   built with CUDA {}", explain::name_words(answer), minor_text(answer.build.cuda));
    if (answer.build.cudnn) text += fmt::format(" and cuDNN {}", answer.build.cudnn->text());
    text += ": " + explain::build_reason(answer);
    std::vector<std::string> others;
    for (const auto& cuda : answer.other_builds) others.push_back(minor_text(cuda));
    if (!others.empty()) text += fmt::format(" (others: {})", join(others, ", "));
    return text;
}

Lines driver_rows(const FrameworkAnswer& answer) {
    const auto& fit = answer.fit;
    if (!fit.least_driver) return {};  // the verdict says what is known
    std::string words = "or newer";
    if (fit.native_driver && *fit.native_driver > *fit.least_driver)
        words += fmt::format("; with {} or newer all of it works", fit.native_driver->text());
    return {decision_row("driver", fit.least_driver->text(), words)};
}

Lines toolkit_rows(const FrameworkAnswer& answer) {
    const auto& toolkit = answer.toolkit;
    Lines lines{decision_row("toolkit", toolkit.toolkit.text(), explain::toolkit_reason(toolkit))};
    append(lines, component_rows(toolkit));
    return lines;
}

/// What a toolkit is good for with this answer: where the framework does not run, only building.
std::string purpose_words(const FrameworkAnswer& answer) {
    if (answer.fit.verdict == Verdict::unsupported) return "to build for it, elsewhere";
    if (answer.bundles_runtime) return "for extensions";
    return answer.build_reason == resolve::BuildReason::told ? "for its CUDA" : "to run it";
}

/// How to come by the toolkit: the command, or what can be had instead.
std::string way_to_toolkit(const FrameworkAnswer& answer) {
    const auto& toolkit = answer.toolkit;
    if (toolkit.source) {
        return fmt::format(
            "no environment fits; {}: {}", purpose_words(answer), install_command(toolkit));
    }
    const auto& nearest = toolkit.nearest_available;
    auto text = fmt::format("no environment fits, and no source in use has CUDA {}",
                            minor_text(toolkit.toolkit));
    if (nearest && nearest->major_number() == toolkit.toolkit.major_number())
        text += fmt::format("; of the same major: cudaenv install {}", nearest->text());
    return text;
}

/// The environment is here; whether it is all that the framework names.
std::string installed_words(const FrameworkAnswer& answer, const jobs::EnvironmentFit& installed) {
    if (installed.lacks_cudnn) {
        const auto text =
            fmt::format("{} is installed without the cuDNN that it names", installed.name);
        return answer.toolkit.source ? fmt::format("{}: {}", text, install_command(answer.toolkit))
                                     : text;
    }
    return answer.fit.verdict == Verdict::unsupported
               ? fmt::format("{} is installed: {}", installed.name, purpose_words(answer))
               : installed.name + " is installed and fits";
}

Lines here_rows(const FrameworkReport& report) {
    const auto& answer = *report.answer;
    const auto installed =
        report.installed ? installed_words(answer, *report.installed) : way_to_toolkit(answer);
    return {fmt::format("  {:<9} {}", "here", explain::fit_words(answer.fit)),
            fmt::format("  {:<9} {}", "", installed)};
}

/// The line to type, where it runs, and that of what runs instead, where it does not.
Lines pip_rows(const FrameworkAnswer& answer) {
    Lines lines;
    if (answer.pip && answer.fit.verdict != Verdict::unsupported)
        lines.push_back(fmt::format("  {:<9} {}", "pip", explain::command_words(*answer.pip)));
    if (!answer.alternative) return lines;
    lines.push_back(fmt::format("  {:<9} {}", "instead", explain::alternative_words(answer)));
    if (answer.alternative->pip) {
        lines.push_back(
            fmt::format("  {:<9} {}", "", explain::command_words(*answer.alternative->pip)));
    }
    return lines;
}

/// Every build that was looked at, newest first, and how each would run.
Lines considered_rows(const FrameworkAnswer& answer) {
    Lines lines;
    if (!answer.considered.empty()) lines.emplace_back("  builds that were considered");
    for (const auto& build : answer.considered) {
        lines.push_back(fmt::format("    {:<8} CUDA {:<5} {}",
                                    build.release,
                                    minor_text(build.cuda),
                                    explain::fit_words(build.fit)));
    }
    return lines;
}

/// Of the toolkit: every release that was considered, and the rules that decided.
Lines toolkit_explanation(const FrameworkAnswer& answer) {
    Lines lines;
    append(lines, considered_rows(answer));
    lines.emplace_back("  the toolkit");
    for (const auto& line : render_grounds(answer.toolkit)) lines.push_back("  " + line);
    return lines;
}

Lines render_answer(const FrameworkReport& report, FrameworkDetail detail) {
    const auto& answer = *report.answer;
    Lines lines{headline(answer)};
    append(lines, driver_rows(answer));
    append(lines, toolkit_rows(answer));
    append(lines, here_rows(report));
    append(lines, pip_rows(answer));
    append(lines, need_rows(report.need));
    for (const auto& note : explain::note_words(answer)) lines.push_back("  note: " + note);
    for (const auto& note : explain::words(answer.toolkit.notes))
        lines.push_back("  note: " + note);
    if (detail == FrameworkDetail::explanation) append(lines, toolkit_explanation(answer));
    Lines documents = answer.citations;
    append(documents, answer.toolkit.citations);
    append(lines, citation_rows(documents));
    return lines;
}

Lines render_without_answer(const FrameworkReport& report) {
    const auto name = need_name(report.need);
    Lines lines{report.problem.empty()
                    ? fmt::format("{}   {}", name, explain::cpu_words(report.need))
                    : fmt::format("{}   {}", name, report.problem)};
    append(lines, need_rows(report.need));
    return lines;
}

std::vector<FrameworkAnswer> answers_of(const std::vector<FrameworkReport>& reports) {
    std::vector<FrameworkAnswer> answers;
    for (const auto& report : reports) {
        if (report.answer) answers.push_back(*report.answer);
    }
    return answers;
}

/// One prefix has the headers and links of one cuDNN.
std::string render_cudnn_clash(
    const std::map<unsigned, std::vector<const FrameworkAnswer*>>& by_major) {
    std::vector<std::string> groups;
    groups.reserve(by_major.size());
    for (const auto& [major, answers] : by_major) {
        std::vector<std::string> names;
        names.reserve(answers.size());
        for (const auto* answer : answers) names.push_back(explain::name_words(*answer));
        groups.push_back(fmt::format("cuDNN {} for {}", major, join(names, ", ")));
    }
    return "they do not fit one environment: " + join(groups, "; ");
}

std::string render_common(const std::vector<FrameworkAnswer>& answers) {
    if (const auto* common = resolve::find_common_toolkit(answers)) {
        return fmt::format("one toolkit serves all: {} (the same major is enough for extensions)",
                           common->toolkit.toolkit.text());
    }
    const auto by_cudnn = resolve::by_needed_cudnn(answers);
    if (by_cudnn.size() > 1) return render_cudnn_clash(by_cudnn);
    std::map<unsigned, std::vector<std::string>> by_major;
    for (const auto& answer : answers)
        by_major[answer.toolkit.toolkit.major_number()].push_back(explain::name_words(answer));
    std::vector<std::string> groups;
    groups.reserve(by_major.size());
    for (const auto& [major, names] : by_major)
        groups.push_back(fmt::format("{} for CUDA {}", join(names, ", "), major));
    return fmt::format("no one toolkit serves all: {}", join(groups, "; "));
}

Json version_json(const std::optional<Version>& version) {
    return version ? Json(version->text()) : Json();
}

Json text_json(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json pip_json(const std::optional<resolve::PipInstall>& install) {
    if (!install) return {};
    return {{"command", explain::command_words(*install)},
            {"requirement", install->requirement},
            {"index_url", text_json(install->index_url)},
            {"extra_index_urls", install->extra_index_urls},
            {"find_links", text_json(install->find_links)}};
}

Json alternative_json(const FrameworkAnswer& answer) {
    if (!answer.alternative) return {};
    return {{"release", answer.alternative->release},
            {"cuda", answer.alternative->cuda.text()},
            {"words", explain::alternative_words(answer)},
            {"pip", pip_json(answer.alternative->pip)}};
}

Json report_json(const FrameworkReport& report) {
    const auto& need = report.need;
    Json json{{"name", need.framework}};
    if (!report.answer) {
        json["release"] =
            need.release.kind() == Spec::Kind::version ? Json(need.release.text()) : Json();
        json["cuda"] = version_json(need.cuda);
        json["problem"] = text_json(report.problem);
        json["asked_by"] = text_json(need.where);
        add_need_json(need, json);
        return json;
    }
    const auto& answer = *report.answer;
    json["release"] = answer.release;
    json["cuda"] = answer.build.cuda.text();
    json["cudnn"] = version_json(answer.build.cudnn);
    json["nccl"] = version_json(answer.build.nccl);
    json["other_builds"] = Json::array();
    for (const auto& cuda : answer.other_builds) json["other_builds"].push_back(cuda.text());
    json["bundles_runtime"] = answer.bundles_runtime;
    json["least_driver"] = version_json(answer.fit.least_driver);
    json["native_driver"] = version_json(answer.fit.native_driver);
    json["verdict"] = resolve::verdict_text(answer.fit.verdict);
    json["words"] = explain::fit_words(answer.fit);
    json["gpus"] = Json::array();
    for (const auto& gpu : answer.fit.gpus) {
        json["gpus"].push_back(
            {{"capability", gpu.gpu.text()}, {"code", resolve::build_code_text(gpu.code)}});
    }
    json["pip"] = pip_json(answer.pip);
    json["alternative"] = alternative_json(answer);
    json["toolkit"] = answer.toolkit.toolkit.text();
    const auto& installed = report.installed;
    json["installed"] = installed && !installed->lacks_cudnn ? Json(installed->name) : Json();
    json["asked_by"] = text_json(need.where);
    json["notes"] = explain::note_words(answer);
    add_need_json(need, json);
    return json;
}

}  // namespace

std::string install_command(const Resolution& toolkit) {
    auto command = "cudaenv install " + toolkit.request.text();
    for (const auto& library : toolkit.libraries) {
        if (library.product == Product::cudnn) command += " --cudnn " + library.version.text();
    }
    switch (toolkit.judgement.verdict) {
        case Verdict::native:
        case Verdict::compile_only:
            return command;
        case Verdict::minor_compat:
            return command + " --compat minor";
        case Verdict::forward_compat:
            return command + " --compat forward";
        case Verdict::unsupported:
            return command + " --compat any";
    }
    return command;
}

std::vector<std::string> render_frameworks(const std::vector<FrameworkReport>& reports,
                                           const ProjectFiles& files,
                                           FrameworkDetail detail) {
    Lines lines;
    for (const auto& report : reports) {
        if (!lines.empty()) lines.emplace_back();
        append(lines,
               report.answer ? render_answer(report, detail) : render_without_answer(report));
    }
    const auto answers = answers_of(reports);
    if (answers.size() > 1) append(lines, {"", render_common(answers)});
    const auto about_files = file_lines(files);
    if (!about_files.empty()) lines.emplace_back();
    append(lines, about_files);
    return lines;
}

Json frameworks_json(const std::vector<FrameworkReport>& reports,
                     const std::string& request,
                     const machine::Machine& machine,
                     const ProjectFiles& files) {
    const auto answers = answers_of(reports);
    const auto* common = resolve::find_common_toolkit(answers);
    Json json{{"schema", 1}, {"request", request}, {"toolkit", nullptr}};
    if (common != nullptr) json = resolution_json(common->toolkit, machine);
    json["request"] = request;
    if (reports.size() == 1) json["framework"] = report_json(reports.front());
    json["frameworks"] = Json::array();
    for (const auto& report : reports) json["frameworks"].push_back(report_json(report));
    json["project"] = project_json(files);
    return json;
}

}  // namespace cudaenv::cli
