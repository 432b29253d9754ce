// SPDX-License-Identifier: Apache-2.0
// From what `--for` names to the answers.
#include "cli/steps/framework_questions.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/framework_job.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace cudaenv::cli {

namespace {

using python::FrameworkNeed;

/// Why nothing is asked about.
Error no_needs_error(const jobs::FrameworkNeeds& found,
                     const std::string& subject,
                     const Services& services) {
    if (std::holds_alternative<jobs::NoActiveEnvironment>(found)) {
        return {ErrorKind::not_found,
                "no virtual environment is active (neither VIRTUAL_ENV nor CONDA_PREFIX is set)",
                "name what to look at: --for torch==2.6.0, --for requirements.txt, --for .venv"};
    }
    if (const auto* there = std::get_if<jobs::NoFrameworkThere>(&found)) {
        return {
            ErrorKind::not_found,
            fmt::format("{} names no framework that cudaenv knows", services.shown(there->path)),
            "name one: cudaenv resolve --for torch==2.6.0"};
    }
    return {ErrorKind::usage,
            fmt::format("--for takes a framework, not a release of CUDA such as {}", subject),
            fmt::format("cudaenv resolve {}      or: cudaenv resolve --for torch==2.6.0", subject)};
}

/// What the catalogue does not know is told beside the other answers; anything else is thrown.
Error require_not_found(const resolve::Refusal& refusal) {
    Error error = explain::error(refusal);
    if (error.kind() != ErrorKind::not_found) throw Error(std::move(error));
    return error;
}

}  // namespace

std::vector<FrameworkNeed> framework_needs(const std::string& subject,
                                           jobs::Session& session,
                                           const Services& services) {
    auto found = jobs::find_needs(subject, services.directory, session);
    auto* const needs = std::get_if<std::vector<FrameworkNeed>>(&found);
    if (needs == nullptr) throw no_needs_error(found, subject, services);
    for (auto& need : *needs) {
        if (!need.where.empty()) need.where = services.shown(need.where);
    }
    return std::move(*needs);
}

std::vector<FrameworkReport> answer_needs(const std::vector<FrameworkNeed>& needs,
                                          const resolve::Request& request,
                                          jobs::Session& session) {
    std::vector<FrameworkReport> reports;
    std::optional<Error> first_problem;
    for (auto& found : jobs::answer_needs(needs, request, session)) {
        FrameworkReport report{found.need, std::move(found.answer), {}, found.installed};
        if (found.refusal) {
            const Error problem = require_not_found(*found.refusal);
            report.problem = problem.message();
            if (!first_problem) first_problem = problem;
        }
        reports.push_back(std::move(report));
    }
    const bool all_failed = std::all_of(
        reports.begin(), reports.end(), [](const auto& report) { return !report.problem.empty(); });
    if (all_failed && first_problem) {
        if (!needs.front().where.empty())
            first_problem->add_detail("asked for by " + needs.front().where);
        throw Error(*first_problem);
    }
    return reports;
}

}  // namespace cudaenv::cli
