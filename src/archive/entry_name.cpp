// SPDX-License-Identifier: Apache-2.0
// Names are compared and joined by component; the file system is never asked.
#include "archive/entry_name.hpp"

#include "archive/refusal.hpp"

#include <cudaenv/base/own_names.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace cudaenv::archive {
namespace {

constexpr std::size_t kMaxComponent = 255;

using Components = std::vector<std::string_view>;

bool is_nothing(std::string_view component) {
    return component.empty() || component == ".";
}

Components components_of(std::string_view path) {
    Components components = split(path, '/');
    std::erase_if(components, is_nothing);
    return components;
}

std::string join_components(const Components& components) {
    return fmt::format("{}", fmt::join(components, "/"));
}

}  // namespace

std::string clean_name(std::string_view raw, const Limits& limits, std::string_view what) {
    if (raw.empty()) throw Refusal(fmt::format("{} is empty", what));
    if (raw.front() == '/') throw Refusal(fmt::format("{} is absolute", what));
    const Components components = components_of(raw);
    if (std::find(components.begin(), components.end(), "..") != components.end()) {
        throw Refusal(fmt::format("{} contains \"..\"", what));
    }
    std::string name = join_components(components);
    check_name(name, limits, what);
    return name;
}

void check_name(std::string_view name, const Limits& limits, std::string_view what) {
    check_target(name, limits, what);
    const Components components = components_of(name);
    if (components.size() > limits.max_depth) {
        throw Refusal(fmt::format("{} has more than {} parts", what, limits.max_depth));
    }
    for (const std::string_view component : components) {
        if (component.size() > kMaxComponent) {
            throw Refusal(fmt::format("{} has a part of more than {} bytes", what, kMaxComponent));
        }
    }
    if (!components.empty() && components.front() == kMetadataDirectory) {
        throw Refusal(fmt::format("{} belongs to cudaenv itself", what));
    }
}

bool is_clean_name(std::string_view name) {
    const Components components = components_of(name);
    return std::find(components.begin(), components.end(), "..") == components.end() &&
           join_components(components) == name;
}

void check_target(std::string_view target, const Limits& limits, std::string_view what) {
    if (target.size() > limits.max_path) {
        throw Refusal(fmt::format("{} is longer than {} bytes", what, limits.max_path));
    }
    // Tools print names as they are.
    if (has_hidden(target)) {
        throw Refusal(fmt::format("{} has a control character", what));
    }
}

std::string resolve_target(std::string_view link, std::string_view target) {
    if (target.empty()) throw Refusal("the symbolic link has no target");
    const bool is_absolute = target.front() == '/';
    Components resolved = is_absolute ? Components{} : components_of(parent_name(link));
    for (const std::string_view component : components_of(target)) {
        if (component != "..") {
            resolved.push_back(component);
        } else if (resolved.empty()) {
            throw Refusal(fmt::format("the symbolic link to \"{}\" leaves the archive", target));
        } else {
            resolved.pop_back();
        }
    }
    return join_components(resolved);
}

std::string relative_target(std::string_view link, std::string_view target) {
    const Components from = components_of(parent_name(link));
    const Components to = components_of(target);
    const auto [from_rest, to_rest] = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
    Components steps(static_cast<std::size_t>(from.end() - from_rest), "..");
    steps.insert(steps.end(), to_rest, to.end());
    return steps.empty() ? "." : join_components(steps);
}

}  // namespace cudaenv::archive
