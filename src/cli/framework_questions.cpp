// SPDX-License-Identifier: Apache-2.0
// From what `--for` names to the answers.
#include "cli/framework_questions.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/framework_job.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace cudaenv::cli {

namespace fs = std::filesystem;

namespace {

using python::FrameworkNeed;

/// A requirement has no slash before its address; a directory may have a framework's name, and then
/// "./torch" names it.
bool names_path(const std::string& subject, const fs::path& directory) {
    const auto name = subject.substr(0, subject.find_first_of("[ =<>!~;@"));
    if (name.find('/') != std::string::npos || name == "." || name == "..") return true;
    for (const auto* ending : {".txt", ".in", ".toml", ".lock"}) {
        if (name.ends_with(ending)) return true;
    }
    return !python::is_framework(name) && fs::exists(directory / subject);
}

std::vector<FrameworkNeed> needs_at(const fs::path& path,
                                    Platform platform,
                                    const Services& services) {
    auto needs = python::load_frameworks(path, platform);
    if (needs.empty()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} names no framework that cudaenv knows", services.shown(path)),
                    "name one: cudaenv resolve --for torch==2.6.0");
    }
    for (auto& need : needs) need.where = services.shown(need.where);
    return needs;
}

fs::path require_active_environment(const Services& services) {
    if (const auto active = python::active_environment(services.environment)) return *active;
    throw Error(ErrorKind::not_found,
                "no virtual environment is active (neither VIRTUAL_ENV nor CONDA_PREFIX is set)",
                "name what to look at: --for torch==2.6.0, --for requirements.txt, --for .venv");
}

/// What the catalogue does not know is told beside the other answers; anything else is thrown.
Error require_not_found(const resolve::Refusal& refusal) {
    const Error error = explain::error(refusal);
    if (error.kind() != ErrorKind::not_found) throw Error(error);
    return error;
}

}  // namespace

std::vector<FrameworkNeed> framework_needs(const std::string& subject,
                                           Platform platform,
                                           const Services& services) {
    if (subject.empty()) return needs_at(require_active_environment(services), platform, services);
    if (names_path(subject, services.directory)) {
        const auto path = (services.directory / subject).lexically_normal();
        return needs_at(path, platform, services);
    }
    if (find_version(subject)) {
        throw Error(
            ErrorKind::usage,
            fmt::format("--for takes a framework, not a release of CUDA such as {}", subject),
            fmt::format("cudaenv resolve {}      or: cudaenv resolve --for torch==2.6.0", subject));
    }
    return {python::parse_framework(subject)};
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
