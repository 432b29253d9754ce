// SPDX-License-Identifier: Apache-2.0
// What is not as it was when the lock was made.
#include <cudaenv/lock/compare.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::lock {

namespace {

using catalog::Archive;
using catalog::Offer;
using catalog::Release;

std::string name_of(const Release& release) {
    return fmt::format("{} {}", release.product, release.version.text());
}

const std::vector<Archive>* find_archives(const Release& release,
                                          const std::string& source,
                                          Platform platform) {
    const Offer* offer = release.find_offer(source);
    if (offer == nullptr) return nullptr;
    const auto found = offer->archives.find(platform);
    return found == offer->archives.end() ? nullptr : &found->second;
}

bool is_same(const Archive& left, const Archive& right) {
    return left.path == right.path && left.sha256 == right.sha256 && left.size == right.size &&
           left.component == right.component && left.version == right.version &&
           left.variant == right.variant;
}

/// Empty when the catalogue has the archive as it is locked.
std::string objection(const Archive& locked, const std::vector<Archive>* known) {
    const auto has = [known](const auto& condition) {
        return known != nullptr && std::any_of(known->begin(), known->end(), condition);
    };
    if (has([&locked](const Archive& each) { return is_same(each, locked); })) return {};
    const bool has_path = has([&locked](const Archive& each) { return each.path == locked.path; });
    return has_path ? "is another file in the catalogue" : "is not in the catalogue";
}

void compare_release(const Release& locked,
                     const Release& known,
                     std::vector<std::string>& differences) {
    for (const Offer& offer : locked.offers) {
        for (const auto& [platform, archives] : offer.archives) {
            const std::vector<Archive>* there = find_archives(known, offer.source, platform);
            for (const Archive& archive : archives) {
                const std::string words = objection(archive, there);
                if (!words.empty()) {
                    differences.push_back(fmt::format(
                        "{} of {} from {} {}", archive.path, name_of(locked), offer.source, words));
                }
            }
        }
    }
}

using Versions = std::map<std::string, std::set<std::string>>;  ///< by product

Versions versions_of(const Lock& lock) {
    Versions versions;
    for (const Release& release : lock.releases)
        versions[release.product].insert(release.version.text());
    return versions;
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
    return differences;
}

std::vector<std::string> differences_from_catalogue(const Lock& lock,
                                                    const catalog::Catalog& catalog) {
    std::vector<std::string> differences;
    for (const Release& locked : lock.releases) {
        const auto& known = catalog.summaries(locked.product);
        const bool is_known =
            std::any_of(known.begin(), known.end(), [&locked](const catalog::Summary& summary) {
                return summary.version == locked.version;
            });
        if (is_known) {
            compare_release(locked, catalog.release(locked.product, locked.version), differences);
        } else {
            differences.push_back(fmt::format("the catalogue does not know {}", name_of(locked)));
        }
    }
    return differences;
}

std::vector<std::string> changes(const std::optional<Lock>& before, const Lock& after) {
    const Versions old_versions = before ? versions_of(*before) : Versions{};
    const Versions new_versions = versions_of(after);
    std::vector<std::string> lines;
    for (const auto& [product, versions] : new_versions) {
        const auto old = old_versions.find(product);
        if (old == old_versions.end()) {
            lines.push_back(fmt::format("{} {} added", product, joined(versions)));
        } else if (old->second != versions) {
            lines.push_back(
                fmt::format("{} {} -> {}", product, joined(old->second), joined(versions)));
        }
    }
    for (const auto& [product, versions] : old_versions) {
        if (!new_versions.contains(product))
            lines.push_back(fmt::format("{} {} removed", product, joined(versions)));
    }
    if (lines.empty() && before && render_lock(*before) != render_lock(after))
        lines.emplace_back("the same releases, with other archives or settings");
    return lines;
}

}  // namespace cudaenv::lock
