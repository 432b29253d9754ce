// SPDX-License-Identifier: Apache-2.0
// Differences of a lock as lines.
#include <cudaenv/explain/lock_comparison.hpp>

#include <fmt/format.h>

#include <set>

namespace cudaenv::explain {

namespace {

struct DifferenceWords {
    std::string operator()(const lock::OtherValue& other) const {
        if (!other.pinned) {
            return fmt::format("the pin says nothing of {}, the lock was made from {}",
                               other.key,
                               other.locked.value_or(""));
        }
        const std::string pinned = fmt::format("the pin says {} {}", other.key, *other.pinned);
        return other.locked ? fmt::format("{}, the lock was made from {}", pinned, *other.locked)
                            : fmt::format("{}, the lock was made without", pinned);
    }
    std::string operator()(const lock::OtherRelease& other) const {
        return fmt::format("the pin says {} {}, the lock holds {}",
                           product_text(other.product),
                           other.asked,
                           other.held.text());
    }
    std::string operator()(const lock::LacksLibrary& lacks) const {
        return fmt::format("the pin says {} {}, the lock holds none for {}",
                           product_text(lacks.product),
                           lacks.asked,
                           platform_text(lacks.platform));
    }
    std::string operator()(const lock::OtherProfile& other) const {
        return fmt::format(
            "the pin says profile {}, the lock holds {}", other.asked, profile_text(other.held));
    }
};

std::string joined(const std::set<Version>& versions) {
    std::vector<std::string> texts;
    texts.reserve(versions.size());
    for (const Version& version : versions) texts.push_back(version.text());
    return fmt::format("{}", fmt::join(texts, " and "));
}

std::string words(const lock::ReleaseChange& change) {
    const std::string_view product = product_text(change.product);
    if (change.before.empty()) return fmt::format("{} {} added", product, joined(change.after));
    if (change.after.empty()) return fmt::format("{} {} removed", product, joined(change.before));
    return fmt::format("{} {} -> {}", product, joined(change.before), joined(change.after));
}

}  // namespace

std::vector<std::string> words(const std::vector<lock::PinDifference>& differences) {
    std::vector<std::string> lines;
    lines.reserve(differences.size());
    for (const lock::PinDifference& each : differences)
        lines.push_back(std::visit(DifferenceWords{}, each));
    return lines;
}

std::vector<std::string> words(const lock::LockChanges& changes) {
    std::vector<std::string> lines;
    lines.reserve(changes.releases.size() + 1);
    for (const lock::ReleaseChange& each : changes.releases) lines.push_back(words(each));
    if (changes.other_details)
        lines.emplace_back("the same releases, with other archives or settings");
    return lines;
}

}  // namespace cudaenv::explain
