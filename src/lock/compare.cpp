// SPDX-License-Identifier: Apache-2.0
// What is not as it was when the lock was made.
#include <cudaenv/base/spec.hpp>
#include <cudaenv/lock/compare.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::lock {

namespace {

using catalog::Release;

using Versions = std::map<Product, std::set<std::string>>;

Versions versions_of(const Lock& lock) {
    Versions versions;
    for (const Release& release : lock.releases)
        versions[release.product].insert(release.version.text());
    return versions;
}

void compare_libraries(const Lock& lock,
                       const PinValues& pin,
                       std::vector<std::string>& differences) {
    for (const auto& [key, value] : pin) {
        const std::optional<Product> library = find_library(key);
        if (!library || parse_spec(value).kind() == Spec::Kind::none) continue;
        for (const Platform platform : lock.platforms()) {
            if (lock.find_release(*library, platform) != nullptr) continue;
            differences.push_back(fmt::format("the pin says {} {}, the lock holds none for {}",
                                              key,
                                              value,
                                              platform_text(platform)));
        }
    }
}

/// A lock may say that it was made from this pin, and hold something else.
void compare_contents(const Lock& lock,
                      const PinValues& pin,
                      std::vector<std::string>& differences) {
    for (const Release& release : lock.releases) {
        const auto asked = pin.find(std::string(product_text(release.product)));
        if (asked == pin.end() || parse_spec(asked->second).matches(release.version)) continue;
        differences.push_back(fmt::format("the pin says {} {}, the lock holds {}",
                                          product_text(release.product),
                                          asked->second,
                                          release.version.text()));
    }
    compare_libraries(lock, pin, differences);
    const auto profile = pin.find("profile");
    if (profile == pin.end() || profile->second == profile_text(lock.profile)) return;
    differences.push_back(fmt::format(
        "the pin says profile {}, the lock holds {}", profile->second, profile_text(lock.profile)));
}

std::string joined(const std::set<std::string>& versions) {
    return fmt::format("{}", fmt::join(versions, " and "));
}

}  // namespace

std::vector<std::string> differences_from_pin(const Lock& lock, const PinValues& pin) {
    std::vector<std::string> differences;
    for (const auto& [key, value] : pin) {
        const auto locked = lock.pin.find(key);
        if (locked == lock.pin.end()) {
            differences.push_back(
                fmt::format("the pin says {} {}, the lock was made without", key, value));
        } else if (locked->second != value) {
            differences.push_back(fmt::format(
                "the pin says {} {}, the lock was made from {}", key, value, locked->second));
        }
    }
    for (const auto& [key, value] : lock.pin) {
        if (!pin.contains(key)) {
            differences.push_back(
                fmt::format("the pin says nothing of {}, the lock was made from {}", key, value));
        }
    }
    if (differences.empty()) compare_contents(lock, pin, differences);
    return differences;
}

std::vector<std::string> changes(const std::optional<Lock>& before, const Lock& after) {
    const Versions old_versions = before ? versions_of(*before) : Versions{};
    const Versions new_versions = versions_of(after);
    std::vector<std::string> lines;
    for (const auto& [product, versions] : new_versions) {
        const auto old = old_versions.find(product);
        if (old == old_versions.end()) {
            lines.push_back(fmt::format("{} {} added", product_text(product), joined(versions)));
        } else if (old->second != versions) {
            lines.push_back(fmt::format(
                "{} {} -> {}", product_text(product), joined(old->second), joined(versions)));
        }
    }
    for (const auto& [product, versions] : old_versions) {
        if (!new_versions.contains(product))
            lines.push_back(fmt::format("{} {} removed", product_text(product), joined(versions)));
    }
    if (lines.empty() && before && render_lock(*before) != render_lock(after))
        lines.emplace_back("the same releases, with other archives or settings");
    return lines;
}

}  // namespace cudaenv::lock
