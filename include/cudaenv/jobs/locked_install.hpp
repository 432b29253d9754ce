// SPDX-License-Identifier: Apache-2.0
// Installing what a lock says.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <optional>
#include <variant>

namespace cudaenv::jobs {

/// From the lock: no version is left to choose, and no source is asked. Of `wish` neither request
/// nor components say what is installed but spec, sources and compatibility; what a trusted lock
/// vouches for alone stays apart. It takes nothing away from an environment that is there, unless
/// that is to be made again. Throws Error(not_found) when the lock has no toolkit for this
/// platform, or takes a release from a source that is not in use.
std::variant<Decision, resolve::Refusal> decide_locked(
    const InstallWish& wish,
    const lock::Lock& lock,
    const std::optional<install::TrustedLock>& trusted,
    Session& session);

}  // namespace cudaenv::jobs
