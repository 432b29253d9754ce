// SPDX-License-Identifier: Apache-2.0
// Where a lock and its pin, or another lock, differ.
#pragma once

#include <cudaenv/lock/lock.hpp>

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::lock {

/// A key of the pin has another value than when the lock was made from it.
struct OtherValue {
    std::string key;
    std::optional<std::string> pinned;  ///< nullopt: the pin does not have the key any more
    std::optional<std::string> locked;  ///< nullopt: the lock was made without it

    friend bool operator==(const OtherValue&, const OtherValue&) = default;
};
/// The lock holds a release that the pin does not ask for.
struct OtherRelease {
    Product product;
    std::string asked;
    Version held;

    friend bool operator==(const OtherRelease&, const OtherRelease&) = default;
};
/// The lock holds no release of a library that the pin asks for.
struct LacksLibrary {
    Product product;
    std::string asked;
    Platform platform;

    friend bool operator==(const LacksLibrary&, const LacksLibrary&) = default;
};
struct OtherProfile {
    std::string asked;
    Profile held;

    friend bool operator==(const OtherProfile&, const OtherProfile&) = default;
};
using PinDifference = std::variant<OtherValue, OtherRelease, LacksLibrary, OtherProfile>;

/// Keys of the pin whose values are no longer those that the lock was made from; when all are, what
/// the lock holds otherwise than the pin asks: it may say that it was made from this pin, and hold
/// something else. None: they agree.
std::vector<PinDifference> differences_from_pin(const Lock& lock, const PinValues& pin);

/// Versions of a product in the old lock and in the new one; none on one side: it is added or
/// removed.
struct ReleaseChange {
    Product product;
    std::set<Version> before;
    std::set<Version> after;

    friend bool operator==(const ReleaseChange&, const ReleaseChange&) = default;
};
struct LockChanges {
    std::vector<ReleaseChange> releases;  ///< in the order of the products
    bool other_details = false;           ///< the same releases, with other archives or settings

    friend bool operator==(const LockChanges&, const LockChanges&) = default;
};
/// What a new lock changes.
LockChanges find_changes(const std::optional<Lock>& before, const Lock& after);

}  // namespace cudaenv::lock
