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
    if (!answer.least_driver) return {};  // the verdict says what is known
    std::string words = "or newer";
    if (answer.native_driver && *answer.native_driver > *answer.least_driver)
        words += fmt::format("; with {} or newer all of it works", answer.native_driver->text());
    return {decision_row("driver", answer.least_driver->text(), words)};
}

Lines toolkit_rows(const FrameworkAnswer& answer) {
    const auto& toolkit = answer.toolkit;
    Lines lines{decision_row("toolkit", toolkit.toolkit.text(), explain::toolkit_reason(toolkit))};
    append(lines, component_rows(toolkit));
    return lines;
}

/// How to come by the toolkit: the command, or what can be had instead.
std::string way_to_toolkit(const FrameworkAnswer& answer) {
    const auto& toolkit = answer.toolkit;
    if (toolkit.source) {
        const bool is_told = answer.build_reason == resolve::BuildReason::told;
        return fmt::format("no environment fits; {}: {}",
                           answer.bundles_runtime ? "for extensions"
                           : is_told              ? "for its CUDA"
                                                  : "to run it",
                           install_command(toolkit));
    }
    const auto& nearest = toolkit.nearest_available;
    auto text = fmt::format("no environment fits, and no source in use has CUDA {}",
                            minor_text(toolkit.toolkit));
    if (nearest && nearest->major_number() == toolkit.toolkit.major_number())
        text += fmt::format("; of the same major: cudaenv install {}", nearest->text());
    return text;
}

Lines here_rows(const FrameworkReport& report) {
    const auto& answer = *report.answer;
    const auto installed = report.installed.empty() ? way_to_toolkit(answer)
                                                    : report.installed + " is installed and fits";
    return {fmt::format("  {:<9} {}", "here", explain::verdict_words(answer)),
            fmt::format("  {:<9} {}", "", installed)};
}

Lines render_answer(const FrameworkReport& report) {
    const auto& answer = *report.answer;
    Lines lines{headline(answer)};
    append(lines, driver_rows(answer));
    append(lines, toolkit_rows(answer));
    append(lines, here_rows(report));
    append(lines, need_rows(report.need));
    for (const auto& note : explain::note_words(answer)) lines.push_back("  note: " + note);
    for (const auto& note : explain::words(answer.toolkit.notes))
        lines.push_back("  note: " + note);
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
    json["least_driver"] = version_json(answer.least_driver);
    json["native_driver"] = version_json(answer.native_driver);
    json["verdict"] = resolve::verdict_text(answer.verdict);
    json["words"] = explain::verdict_words(answer);
    json["toolkit"] = answer.toolkit.toolkit.text();
    json["installed"] = text_json(report.installed);
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
                                           const ProjectFiles& files) {
    Lines lines;
    for (const auto& report : reports) {
        if (!lines.empty()) lines.emplace_back();
        append(lines, report.answer ? render_answer(report) : render_without_answer(report));
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
