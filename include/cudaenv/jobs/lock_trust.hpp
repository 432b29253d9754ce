// SPDX-License-Identifier: Apache-2.0
// Whether an installation may go by a lock: only as far as the catalogue vouches for it, or the
// user.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/lock/objections.hpp>

#include <filesystem>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// Who vouches for what a lock says beyond the catalogue.
enum class LockTrust { none, user };

/// The catalogue vouches for all that is installed here.
struct VouchedLock {};

/// The catalogue does not, and the user does.
struct UserVouchedLock {
    install::TrustedLock trusted;
    std::vector<lock::Objection> objections;  ///< to what is installed here
};

enum class LockFault {
    not_vouched_for,  ///< the user may overrule it
    untrustable,      ///< nobody may
};
/// Nothing is installed from it.
struct RefusedLock {
    LockFault fault;
    std::vector<lock::Objection> objections;
};

/// No environment can be a project's own whose directory has a control character in its name.
struct UnprintableProject {
    std::filesystem::path project;
};

using LockJudgement = std::variant<VouchedLock, UserVouchedLock, RefusedLock, UnprintableProject>;

/// Holds the whole lock against the catalogue, before any source is asked. `pin` is the file beside
/// the lock.
LockJudgement judge_lock(const lock::LockFile& file,
                         const std::filesystem::path& pin,
                         LockTrust trust,
                         Session& session);

}  // namespace cudaenv::jobs
