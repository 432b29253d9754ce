// SPDX-License-Identifier: Apache-2.0
// Gathers what a project's files say about frameworks.
#include "python/needs.hpp"

#include "python/packages.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/formats/version_specifier.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::python {

namespace {

constexpr std::string_view kTorch = "torch";

void set_build(FrameworkNeed& need, std::string_view build) {
    need.build = build;
    need.cuda = find_build_cuda(build);
}

bool is_exact(const FrameworkNeed& need) {
    return need.release.kind() == Spec::Kind::version;
}

/// "torch-2.6.0+cu124-cp312-….whl": the file's name states the version.
std::string specifier_of_url(std::string_view url) {
    const auto path = url.substr(0, url.find_first_of("?#"));
    const auto file = path.substr(path.rfind('/') + 1);
    const auto pieces = split(file, '-');
    if (!file.ends_with(".whl") || pieces.size() < 2) return {};
    return "==" + replace_all(replace_all(std::string(pieces[1]), "%2B", "+"), "%2b", "+");
}

std::string build_of_extras(const std::vector<std::string>& extras) {
    for (const auto& extra : extras) {
        std::string build = extra.substr(0, extra.find('-'));  // "cuda12-local"
        if (find_build_cuda(build)) return build;
    }
    return {};
}

/// The first line that names a framework says where; what it leaves open the others may fill.
void merge(FrameworkNeed& need, const FrameworkNeed& other) {
    const bool says_less = is_without_cuda(need) && other.cuda;
    if (!is_exact(need) && is_exact(other)) need.release = other.release;
    if (need.release.kind() == Spec::Kind::latest) need.release = other.release;
    if (need.build.empty() || says_less) set_build(need, other.build);
}

Error at_place(const Error& error, const Place& place) {
    return {error.kind(), fmt::format("{}: {}", place.text(), error.message()), error.cure()};
}

}  // namespace

std::string Place::text() const {
    return line == 0 ? file.string() : fmt::format("{}, line {}", file.string(), line);
}

FrameworkNeed make_need(const formats::Requirement& requirement) {
    const auto package = find_framework_package(requirement.name);
    const auto specifier = formats::parse_version_specifier(
        requirement.url.empty() ? requirement.specifier : specifier_of_url(requirement.url));
    FrameworkNeed need;
    need.framework = package ? package->framework : requirement.name;
    need.release = specifier.release;
    // Builds from source have a commit or a label of their maker's there.
    const auto local = is_build(specifier.local) ? specifier.local : std::string();
    for (const auto& build : {local,
                              build_in_url(requirement.url),
                              package ? package->build : std::string(),
                              build_of_extras(requirement.extras)}) {
        if (need.build.empty()) set_build(need, build);
    }
    return need;
}

void Needs::add(std::string_view requirement, const Place& place) {
    const auto name = formats::leading_name(requirement);
    if (!find_framework_package(name) && !find_nvidia_wheel(name)) return;
    try {
        note(formats::parse_requirement(requirement), place);
    } catch (const Error& error) {
        throw at_place(error, place);
    }
}

void Needs::add(const formats::Requirement& requirement, const Place& place) {
    try {
        note(requirement, place);
    } catch (const Error& error) {
        throw at_place(error, place);
    }
}

void Needs::note(const formats::Requirement& requirement, const Place& place) {
    if (!formats::may_apply(requirement.marker, platform_)) return;
    if (const auto wheel = find_nvidia_wheel(requirement.name)) {
        const auto release = formats::parse_version_specifier(requirement.specifier).release;
        if (!release.is_exact()) return;
        (*wheel == NvidiaWheel::runtime ? runtime_ : cudnn_) = release.version();
        return;
    }
    if (!find_framework_package(requirement.name)) return;
    auto need = make_need(requirement);
    need.where = place.text();
    const auto same = std::find_if(needs_.begin(), needs_.end(), [&](const auto& each) {
        return each.framework == need.framework;
    });
    if (same == needs_.end()) {
        needs_.push_back(std::move(need));
    } else {
        merge(*same, need);
    }
}

void Needs::constrain(std::string_view requirement, const Place& place) {
    if (!find_framework_package(formats::leading_name(requirement))) return;
    try {
        const auto constraint = formats::parse_requirement(requirement);
        if (!formats::may_apply(constraint.marker, platform_)) return;
        const auto need = make_need(constraint);
        constraints_.try_emplace(need.framework, need);
    } catch (const Error& error) {
        throw at_place(error, place);
    }
}

void Needs::add_index(std::string_view url) {
    // Both projects keep one index per build; nobody else does.
    const bool paddle = url.find("paddle") != std::string_view::npos;
    set_build(paddle ? "paddlepaddle-gpu" : kTorch, build_in_url(url));
}

void Needs::set_build(std::string_view framework, std::string_view build) {
    if (is_build(build)) builds_.try_emplace(std::string(framework), build);
}

void Needs::complete(FrameworkNeed& need) const {
    const auto constraint = constraints_.find(need.framework);
    if (constraint != constraints_.end()) merge(need, constraint->second);
    const auto build = builds_.find(need.framework);
    if (need.build.empty() && build != builds_.end()) python::set_build(need, build->second);
    // Only PyTorch pins NVIDIA's wheels to the versions that it was built with.
    if (need.framework != kTorch || is_without_cuda(need)) return;
    if (runtime_ && !need.cuda) need.cuda = runtime_->truncated(2);
    if (!need.cudnn) need.cudnn = cudnn_;
}

std::vector<FrameworkNeed> Needs::finish() const {
    auto needs = needs_;
    for (auto& need : needs) complete(need);
    return needs;
}

bool is_without_cuda(const FrameworkNeed& need) {
    return !need.build.empty() && !need.cuda;
}

}  // namespace cudaenv::python
