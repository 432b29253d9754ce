// SPDX-License-Identifier: Apache-2.0
// From what `--for` names to the answers.
#include "cli/steps/framework_questions.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/framework_job.hpp>

#include <fmt/format.h>

#include <utility>
#include <variant>

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

Error none_answered_error(const jobs::NoneAnswered& none) {
    Error error = explain::error(none.refusal);
    if (!none.need.where.empty()) error.add_detail("asked for by " + none.need.where);
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
    auto found = jobs::answer_needs(needs, request, session);
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
