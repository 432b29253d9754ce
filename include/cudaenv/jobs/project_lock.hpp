// SPDX-License-Identifier: Apache-2.0
// The lock beside a project's pin: whether an installation goes by it, whether it still fits, and
// writing it.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/lock/compare.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/lock/objections.hpp>
#include <cudaenv/selection/pin.hpp>

#include <optional>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// What a lock keeps of the pin it was made from.
lock::PinValues pin_values(const selection::Pin& pin);

/// There is none.
struct NoLock {};
/// It is another user's, in a directory that everybody may write to.
struct ForeignLock {};

enum class LockWish {
    where_it_fits,  ///< a project's word, as long as it agrees with the pin
    overruled,      ///< what is asked for decides anew
};
/// It is there, and left aside.
struct OverruledLock {};
/// The pin says something else than what it was made from.
struct UnfitLock {
    std::vector<lock::PinDifference> differences;
};
using LockChoice = std::variant<lock::LockFile, NoLock, ForeignLock, OverruledLock, UnfitLock>;

/// The lock that an installation of the pin goes by, or why by none. Throws as lock::find_lock.
LockChoice choose_lock(const selection::Pin& pin, LockWish wish, Session& session);

/// What pin and catalogue have against a lock; nothing: it fits.
struct LockCheck {
    std::vector<lock::PinDifference> differences;
    std::vector<lock::Objection> objections;
};
/// Throws as lock::find_lock.
std::variant<LockCheck, NoLock, ForeignLock> check_lock(const selection::Pin& pin,
                                                        Session& session);

/// What stands there is no lock that this program could read.
struct UnreadableLock {
    Error why;
};
/// What a new lock of the pin takes the place of.
std::variant<lock::LockFile, NoLock, ForeignLock, UnreadableLock> find_replaced_lock(
    const selection::Pin& pin, Session& session);

struct WrittenLock {
    bool is_new = false;  ///< the file was not just so already
    lock::LockChanges changes;
};
/// Puts `made` beside the pin. Of `old`, which is there, what is the same stays untouched.
WrittenLock write_lock(const lock::Lock& made,
                       const std::optional<lock::LockFile>& old,
                       const selection::Pin& pin);

}  // namespace cudaenv::jobs
