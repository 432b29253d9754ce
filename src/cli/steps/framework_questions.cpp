// SPDX-License-Identifier: Apache-2.0
// From what `--for` names to the answers.
#include "cli/steps/framework_questions.hpp"

#include "cli/words/project_reading.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/framework_job.hpp>

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace cudaenv::cli {

namespace {

using python::FrameworkNeed;

/// What was not read may name one.
Error no_framework_error(const jobs::NoFrameworkThere& there, const Services& services) {
    constexpr const char* hint =
        "name one, or the environment that it is installed in: cudaenv resolve --for "
        "torch==2.6.0, --for .venv";
    const auto path = services.shown(there.path);
    const auto files = project_files(there.reading, services);
    if (files.read.empty()) {
        Error error(
            ErrorKind::not_found, fmt::format("{} has no file that cudaenv reads", path), hint);
        for (const auto& sentence : files.unread_sentences)
            error.add_detail("not read: " + sentence);
        return error;
    }
    Error error(ErrorKind::not_found,
                files.unread.empty()
                    ? fmt::format("{} names no framework that cudaenv knows", path)
                    : fmt::format("{}: what was read names no framework that cudaenv knows", path),
                hint);
    const bool is_itself = files.read.size() == 1 && files.read.front() == path;
    if (!is_itself) error.add_detail("read: " + join(files.read, ", "));
    for (const auto& sentence : files.unread_sentences) error.add_detail("not read: " + sentence);
    return error;
}

/// Why nothing is asked about.
Error no_needs_error(const jobs::FrameworkNeeds& found,
                     const std::string& subject,
                     const Services& services) {
    if (std::holds_alternative<jobs::NoActiveEnvironment>(found)) {
        return {ErrorKind::not_found,
                "no virtual environment is active (neither VIRTUAL_ENV nor CONDA_PREFIX is set)",
                "name what to look at: --for torch==2.6.0, --for requirements.txt, --for .venv"};
    }
    if (const auto* there = std::get_if<jobs::NoFrameworkThere>(&found))
        return no_framework_error(*there, services);
    return {ErrorKind::usage,
            fmt::format("--for takes a framework, not a release of CUDA such as {}", subject),
            fmt::format("cudaenv resolve {}      or: cudaenv resolve --for torch==2.6.0", subject)};
}

python::Choice choice_of(const ProjectOptions& options) {
    python::Choice choice;
    choice.extras = options.extras;
    if (options.python.empty()) return choice;
    choice.python = find_version(options.python);
    if (!choice.python || choice.python->numbers().size() < 2 || choice.python->is_prerelease()) {
        throw Error(ErrorKind::usage,
                    fmt::format("'{}' is no version of Python", options.python),
                    "name one such as 3.12");
    }
    return choice;
}

/// Paths as people write them.
void show_places(FrameworkNeed& need, const Services& services) {
    const auto show = [&](std::string& where) {
        if (!where.empty()) where = services.shown(where);
    };
    show(need.where);
    for (auto& other : need.also) show(other.where);
    for (auto& companion : need.companions) show(companion.where);
}

Error none_answered_error(const jobs::NoneAnswered& none) {
    Error error = explain::error(none.refusal);
    if (!none.need.where.empty()) error.add_detail("asked for by " + none.need.where);
    return error;
}

}  // namespace

void bind_project_options(CLI::App& command, ProjectOptions& options) {
    command
        .add_option("--extra",
                    options.extras,
                    "With --for a project: an extra, dependency group, feature or environment of "
                    "it; may be repeated")
        ->allow_extra_args(false);
    command.add_option(
        "--python", options.python, "With --for a project: the Python it runs on, such as 3.12");
}

python::Reading framework_needs(const std::string& subject,
                                const ProjectOptions& options,
                                jobs::Session& session,
                                const Services& services) {
    auto found = jobs::find_needs(subject, services.directory, choice_of(options), session);
    auto* const reading = std::get_if<python::Reading>(&found);
    if (reading == nullptr) throw no_needs_error(found, subject, services);
    if (reading->read.empty() && !options.extras.empty()) {
        throw Error(ErrorKind::usage,
                    fmt::format("--extra is for projects: {} names no file or directory", subject),
                    "cudaenv resolve --for . --extra cuda      or: --for 'jax[cuda12]'");
    }
    for (auto& need : reading->needs) show_places(need, services);
    return std::move(*reading);
}

std::vector<FrameworkReport> report_answers(const std::vector<FrameworkNeed>& needs,
                                            const resolve::Request& request,
                                            const ProjectOptions& options,
                                            jobs::Session& session) {
    auto found = jobs::answer_needs(needs, request, session, choice_of(options).python);
    if (const auto* refusal = std::get_if<resolve::Refusal>(&found)) throw explain::error(*refusal);
    if (const auto* none = std::get_if<jobs::NoneAnswered>(&found))
        throw none_answered_error(*none);
    std::vector<FrameworkReport> reports;
    for (auto& finding : std::get<std::vector<jobs::FrameworkFinding>>(found)) {
        reports.push_back({std::move(finding.need),
                           std::move(finding.answer),
                           finding.refusal ? explain::error(*finding.refusal).message() : "",
                           std::move(finding.installed)});
    }
    return reports;
}

}  // namespace cudaenv::cli
