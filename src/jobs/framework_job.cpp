// SPDX-License-Identifier: Apache-2.0
// From needs to answers.
#include <cudaenv/jobs/framework_job.hpp>
#include <cudaenv/python/interpreter.hpp>
#include <cudaenv/store/installed.hpp>

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace cudaenv::jobs {

namespace {

namespace fs = std::filesystem;

/// A requirement has no slash before its address; a directory may have a framework's name, and then
/// "./torch" names it.
bool names_path(const std::string& subject, const fs::path& directory) {
    if (subject.find("://") != std::string::npos && python::is_wheel_address(subject)) return false;
    const auto name = subject.substr(0, subject.find_first_of("[ =<>!~;@"));
    if (name.find('/') != std::string::npos || name == "." || name == "..") return true;
    for (const auto* ending : {".txt", ".in", ".toml", ".lock", ".yml", ".yaml", ".whl"}) {
        if (name.ends_with(ending)) return true;
    }
    return !python::is_framework(name) && fs::exists(directory / subject);
}

FrameworkNeeds needs_at(const fs::path& path, python::Choice choice, Session& session) {
    choice.platform = session.machine().platform;
    auto reading = python::load_frameworks(path, choice);
    if (reading.needs.empty()) return NoFrameworkThere{path, std::move(reading)};
    return reading;
}

/// Of the toolkit's X.Y; to build extensions of a framework that brings its runtime, any toolkit of
/// the major serves too.
std::vector<Spec> fitting_toolkits(const resolve::FrameworkAnswer& answer) {
    std::vector<Spec> toolkits{answer.toolkit.request};
    if (answer.bundles_runtime)
        toolkits.push_back(parse_spec(answer.toolkit.toolkit.truncated(1).text()));
    return toolkits;
}

/// With the cuDNN that the answer names, in its major, before without.
std::optional<EnvironmentFit> find_fitting_environment(
    const resolve::FrameworkAnswer& answer, const std::vector<store::Installed>& installed) {
    std::map<Product, Spec> libraries;
    for (const auto& library : answer.toolkit.libraries)
        libraries.emplace(library.product, parse_spec(library.version.truncated(1).text()));
    for (const auto& toolkit : fitting_toolkits(answer)) {
        if (const auto match = store::find_match(installed, {toolkit, libraries}))
            return EnvironmentFit{match->name};
    }
    for (const auto& toolkit : fitting_toolkits(answer)) {
        if (const auto match = store::find_match(installed, {toolkit, {}}))
            return EnvironmentFit{match->name, true};
    }
    return std::nullopt;
}

resolve::FrameworkQuestion question_for(const python::FrameworkNeed& need,
                                        const std::optional<Version>& python) {
    return {need.framework,
            need.release,
            need.cuda,
            need.cudnn,
            need.container,
            need.goes_with,
            python};
}

/// Of the active virtual environment, where pip would install.
std::optional<Version> active_python(const Session& session) {
    const auto active = python::active_environment(session.environment());
    return active ? python::find_python(*active) : std::nullopt;
}

FrameworkFinding find_answer(const python::FrameworkNeed& need,
                             const resolve::Request& request,
                             const std::vector<store::Installed>& installed,
                             const std::optional<Version>& python,
                             Session& session) {
    FrameworkFinding finding{need};
    if (python::is_without_cuda(need)) return finding;
    auto answer = resolve::resolve_framework(
        question_for(need, python), request, session.machine(), session.catalog());
    if (auto* refusal = std::get_if<resolve::Refusal>(&answer)) {
        finding.refusal = std::move(*refusal);
    } else {
        finding.answer = std::get<resolve::FrameworkAnswer>(std::move(answer));
        finding.installed = find_fitting_environment(*finding.answer, installed);
    }
    return finding;
}

/// The catalogue has not what is asked for, which says nothing of another framework; other refusals
/// are of this machine, or of what all are asked with.
struct IsLack {
    bool operator()(const resolve::OnlyReserved& reserved) const {
        return reserved.reason != resolve::Reason::requirement_unknown;
    }
    bool operator()(const resolve::UnknownRelease& /*refusal*/) const { return true; }
    bool operator()(const resolve::UnknownLibrary& /*refusal*/) const { return true; }
    bool operator()(const resolve::MissingLibrary& /*refusal*/) const { return true; }
    bool operator()(const resolve::UnknownGcc& /*refusal*/) const { return true; }
    bool operator()(const resolve::GccNotReachable& /*refusal*/) const { return true; }
    bool operator()(const resolve::UnknownFramework& /*refusal*/) const { return true; }
    bool operator()(const resolve::UnknownFrameworkRelease& /*refusal*/) const { return true; }
    bool operator()(const resolve::UnknownFrameworkBuild& /*refusal*/) const { return true; }
    bool operator()(const resolve::ContainerBuild& /*refusal*/) const { return true; }
    bool operator()(const resolve::UnknownCompanion& /*refusal*/) const { return true; }
    bool operator()(const resolve::NamesNoRelease& /*refusal*/) const { return false; }
    bool operator()(const resolve::NoneRunsHere& /*refusal*/) const { return false; }
    bool operator()(const resolve::GccNotAccepted& /*refusal*/) const { return false; }
    bool operator()(const resolve::GccNeedsGlibc& /*refusal*/) const { return false; }
};

}  // namespace

FrameworkNeeds find_needs(const std::string& subject,
                          const fs::path& directory,
                          python::Choice choice,
                          Session& session) {
    if (subject.empty()) {
        const auto active = python::active_environment(session.environment());
        return active ? needs_at(*active, std::move(choice), session) : NoActiveEnvironment{};
    }
    if (names_path(subject, directory))
        return needs_at((directory / subject).lexically_normal(), std::move(choice), session);
    if (find_version(subject)) return NotAFramework{};
    return python::Reading{{}, {}, {python::parse_framework(subject)}};
}

FrameworkAnswers answer_needs(const std::vector<python::FrameworkNeed>& needs,
                              const resolve::Request& request,
                              Session& session,
                              const std::optional<Version>& python) {
    const auto installed =
        store::list_installed(session.layout(), store::shared_roots(session.environment()));
    const auto target = python ? python : active_python(session);
    std::vector<FrameworkFinding> findings;
    findings.reserve(needs.size());
    for (const auto& need : needs)
        findings.push_back(find_answer(need, request, installed, target, session));
    for (const FrameworkFinding& finding : findings) {
        if (finding.refusal && !std::visit(IsLack{}, *finding.refusal)) return *finding.refusal;
    }
    const bool none_answered =
        !findings.empty() && std::all_of(findings.begin(), findings.end(), [](const auto& each) {
            return each.refusal.has_value();
        });
    if (none_answered) return NoneAnswered{needs.front(), *findings.front().refusal};
    return findings;
}

}  // namespace cudaenv::jobs
