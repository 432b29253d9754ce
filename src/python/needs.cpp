// SPDX-License-Identifier: Apache-2.0
// Gathers what a project's files say about frameworks.
#include "python/needs.hpp"

#include "python/build_label.hpp"
#include "python/wheel_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/formats/version_specifier.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::python {

namespace {

/// JAX had an index of its own for CUDA before it had plugins; its extra "cuda" tells no release.
constexpr std::string_view kJaxIndex = "jax_cuda_releases";
constexpr std::string_view kSomeCuda = "cuda";

void take_label(FrameworkNeed& need, const BuildLabel& label) {
    need.build = label.build;
    need.cuda = label.cuda;
    need.cudnn = label.cudnn;
    need.container = label.container;
}

void take_build(FrameworkNeed& need, std::string_view build) {
    if (!need.build.empty() || build.empty()) return;
    need.build = build;
    need.cuda = find_build_cuda(build);
}

/// "cuda12-local" is for CUDA 12, "cuda11-cudnn82" for a cuDNN too, "cuda" for one that it does not
/// name.
void take_extras(FrameworkNeed& need, const std::vector<std::string>& extras) {
    if (!need.build.empty()) return;
    for (const auto& extra : extras) {
        const auto label = parse_build_label(extra);
        if (label.cuda) return take_label(need, label);
        if (extra == kSomeCuda && need.framework == "jax") need.build = kSomeCuda;
    }
}

/// What is said of frameworks, in a project with every extra there is.
constexpr std::size_t kMostStatements = 20'000;

Error at_place(const Error& error, const Place& place) {
    return {error.kind(), fmt::format("{}: {}", place.text(), error.message()), error.cure()};
}

bool is_noted(std::string_view name) {
    return find_framework_package(name) || find_companion_package(name) || find_nvidia_wheel(name);
}

}  // namespace

std::string Place::text() const {
    return line == 0 ? file.string() : fmt::format("{}, line {}", file.string(), line);
}

FrameworkNeed make_need(const formats::Requirement& requirement, Channel channel) {
    const auto package = find_framework_package(requirement.name);
    const auto specifier = formats::parse_version_specifier(
        requirement.url.empty() ? requirement.specifier : specifier_of_wheel(requirement.url));
    FrameworkNeed need;
    need.framework = package ? package->framework : requirement.name;
    need.release = specifier.release;
    take_label(need, parse_build_label(specifier.local));
    take_build(need, build_in_url(requirement.url));
    if (package) take_build(need, package->build);
    // conda has no extras: there a build string stands in their place.
    if (channel == Channel::conda && need.build.empty() && !requirement.extras.empty())
        take_label(need, parse_build_label(requirement.extras.front()));
    if (channel == Channel::pip) take_extras(need, requirement.extras);
    return need;
}

Needs::Needs(Choice choice) : choice_(std::move(choice)) {
    for (auto& extra : choice_.extras) extra = formats::normalised_name(extra);
}

formats::MarkerEnvironment Needs::marker_environment() const {
    return {choice_.platform, choice_.python, choice_.extras};
}

void Needs::add(std::string_view requirement, const Stated& stated) {
    try {
        if (auto wheel = find_wheel_requirement(requirement)) return note(*wheel, stated);
        if (is_noted(formats::leading_name(requirement)))
            note(formats::parse_requirement(requirement), stated);
    } catch (const Error& error) {
        throw at_place(error, stated.place);
    }
}

void Needs::add(const formats::Requirement& requirement, const Stated& stated) {
    try {
        note(requirement, stated);
    } catch (const Error& error) {
        throw at_place(error, stated.place);
    }
}

void Needs::note(const formats::Requirement& requirement, const Stated& stated) {
    auto condition = stated.condition;
    if (condition.marker.empty()) condition.marker = requirement.marker;
    if (const auto wheel = find_nvidia_wheel(requirement.name)) {
        auto beside = stated;
        beside.condition = condition;
        return add_wheel(*wheel, requirement.specifier, beside);
    }
    const auto companion = find_companion_package(requirement.name);
    if (!companion && !find_framework_package(requirement.name)) return;
    expect_room();
    auto need = make_need(requirement, stated.channel);
    need.where = stated.place.text();
    need.condition = condition;
    need.is_direct = stated.is_direct;
    take_build(need, stated.build);
    if (companion) {
        take_build(need, companion->build);
        const auto label = label_of_requirement(requirement);
        said_.companions.push_back({*companion, std::move(need), label.torch, stated.channel});
        return;
    }
    // Only PyTorch pins NVIDIA's wheels to the versions that it was built with.
    if (need.framework == "torch" && !is_without_cuda(need)) {
        if (stated.runtime && !need.cuda) need.cuda = stated.runtime->truncated(2);
        if (!need.cudnn) need.cudnn = stated.cudnn;
    }
    said_.frameworks.push_back({std::move(need), stated.channel});
}

void Needs::constrain(std::string_view requirement, const Place& place) {
    if (!find_framework_package(formats::leading_name(requirement))) return;
    try {
        const auto constraint = formats::parse_requirement(requirement);
        if (formats::applies(constraint.marker, marker_environment()) == formats::Applies::no)
            return;
        const auto need = make_need(constraint);
        said_.constraints.try_emplace(need.framework, need);
    } catch (const Error& error) {
        throw at_place(error, place);
    }
}

void Needs::add_index(std::string_view url, const Condition& condition) {
    // Three projects keep indexes of their builds; nobody else does.
    const auto add = [&](std::string_view framework, std::string_view build) {
        if (said_.builds.size() >= kMostStatements) return;
        said_.builds.push_back(
            {std::string(framework), std::string(build), condition, BuildHint::Kind::index});
    };
    if (url.find(kJaxIndex) != std::string_view::npos) return add("jax", kSomeCuda);
    const auto build = build_in_url(url);
    const bool paddle = url.find("paddle") != std::string_view::npos;
    if (!build.empty()) add(paddle ? "paddlepaddle-gpu" : "torch", build);
}

void Needs::add_wheel(NvidiaWheel wheel, std::string_view specifier, const Stated& stated) {
    try {
        const auto release = formats::parse_version_specifier(specifier).release;
        if (release.kind() != Spec::Kind::version || said_.wheels.size() >= kMostStatements) return;
        const auto& version = release.version();
        said_.wheels.push_back({wheel,
                                wheel == NvidiaWheel::runtime ? version.truncated(2) : version,
                                stated.condition,
                                stated.channel});
    } catch (const Error&) {
        // "11.2|11.3", "12.1.*|12.4.*": conda's conditions say more than one release.
        return;
    }
}

void Needs::set_build(std::string_view framework,
                      std::string_view build,
                      const Condition& condition) {
    if (!is_build(build) || said_.builds.size() >= kMostStatements) return;
    said_.builds.push_back(
        {std::string(framework), std::string(build), condition, BuildHint::Kind::source});
}

void Needs::add_part(std::string_view name) {
    parts_.insert(formats::normalised_name(name));
}

void Needs::choose(const std::string& part) {
    add_part(part);
    choice_.extras.push_back(formats::normalised_name(part));
}

void Needs::note_read(const fs::path& file) {
    if (std::find(read_.begin(), read_.end(), file) == read_.end()) read_.push_back(file);
}

void Needs::expect_room() const {
    if (said_.frameworks.size() + said_.companions.size() < kMostStatements) return;
    throw Error(ErrorKind::usage,
                fmt::format("more than {} requirements of frameworks", kMostStatements));
}

bool Needs::is_empty() const {
    return said_.frameworks.empty() && said_.companions.empty();
}

void Needs::expect_chosen_parts(const fs::path& path) const {
    for (const auto& extra : choice_.extras) {
        if (parts_.contains(extra)) continue;
        const std::vector<std::string> names(parts_.begin(), parts_.end());
        throw Error(ErrorKind::usage,
                    fmt::format("{} has no extra '{}'", path.string(), extra),
                    names.empty() ? std::string("it has no extras, groups or features")
                                  : fmt::format("it has: {}", join(names, ", ")));
    }
}

bool is_without_cuda(const FrameworkNeed& need) {
    return !need.build.empty() && !need.cuda && need.build != kSomeCuda;
}

}  // namespace cudaenv::python
