// SPDX-License-Identifier: Apache-2.0
// What is not as it was when the lock was made.
#include <cudaenv/base/spec.hpp>
#include <cudaenv/lock/compare.hpp>

#include <map>

namespace cudaenv::lock {

namespace {

using catalog::Release;

std::optional<std::string> find_text(const PinValues& values, const std::string& key) {
    const auto found = values.find(key);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

std::vector<PinDifference> compare_values(const Lock& lock, const PinValues& pin) {
    std::vector<PinDifference> differences;
    for (const auto& [key, value] : pin) {
        const auto locked = find_text(lock.pin, key);
        if (locked != value) differences.emplace_back(OtherValue{key, value, locked});
    }
    for (const auto& [key, value] : lock.pin) {
        if (!pin.contains(key)) differences.emplace_back(OtherValue{key, std::nullopt, value});
    }
    return differences;
}

void compare_releases(const Lock& lock,
                      const PinValues& pin,
                      std::vector<PinDifference>& differences) {
    for (const Release& release : lock.releases) {
        const auto asked = find_text(pin, std::string(product_text(release.product)));
        if (asked && !parse_spec(*asked).matches(release.version))
            differences.emplace_back(OtherRelease{release.product, *asked, release.version});
    }
}

void compare_libraries(const Lock& lock,
                       const PinValues& pin,
                       std::vector<PinDifference>& differences) {
    for (const auto& [key, value] : pin) {
        const std::optional<Product> library = find_library(key);
        if (!library || parse_spec(value).kind() == Spec::Kind::none) continue;
        for (const Platform platform : lock.platforms()) {
            if (lock.find_release(*library, platform) == nullptr)
                differences.emplace_back(LacksLibrary{*library, value, platform});
        }
    }
}

std::vector<PinDifference> compare_contents(const Lock& lock, const PinValues& pin) {
    std::vector<PinDifference> differences;
    compare_releases(lock, pin, differences);
    compare_libraries(lock, pin, differences);
    const auto profile = find_text(pin, "profile");
    if (profile && profile != profile_text(lock.profile))
        differences.emplace_back(OtherProfile{*profile, lock.profile});
    return differences;
}

void collect(const Lock& lock,
             std::set<Version> ReleaseChange::*side,
             std::map<Product, ReleaseChange>& changes) {
    for (const Release& release : lock.releases) {
        ReleaseChange& change =
            changes.try_emplace(release.product, ReleaseChange{release.product, {}, {}})
                .first->second;
        (change.*side).insert(release.version);
    }
}

}  // namespace

std::vector<PinDifference> differences_from_pin(const Lock& lock, const PinValues& pin) {
    std::vector<PinDifference> differences = compare_values(lock, pin);
    return differences.empty() ? compare_contents(lock, pin) : differences;
}

LockChanges find_changes(const std::optional<Lock>& before, const Lock& after) {
    std::map<Product, ReleaseChange> products;
    if (before) collect(*before, &ReleaseChange::before, products);
    collect(after, &ReleaseChange::after, products);
    LockChanges changes;
    for (const auto& [product, change] : products) {
        if (change.before != change.after) changes.releases.push_back(change);
    }
    changes.other_details =
        changes.releases.empty() && before && render_lock(*before) != render_lock(after);
    return changes;
}

}  // namespace cudaenv::lock
