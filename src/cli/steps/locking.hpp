// SPDX-License-Identifier: Apache-2.0
// Making a project's lock, and deciding whether an installation goes by it.
#pragma once

#include "cli/options/request_options.hpp"
#include "cli/services.hpp"

#include <cudaenv/install/plan.hpp>
#include <cudaenv/jobs/lock_job.hpp>
#include <cudaenv/jobs/lock_trust.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/selection/pin.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

struct InstallOptions;

/// What the pin and the options ask for, as a lock. Throws as the resolver does.
jobs::MadeLock make_lock(const selection::Pin& pin,
                         const RequestOptions& options,
                         jobs::Session& session);
/// What was decided, and which platforms are left out.
std::vector<std::string> lock_words(const jobs::MadeLock& made);

/// The option that insists on the lock; nullptr: none does.
const char* lock_option(const InstallOptions& options);

/// --locked and --trust-lock go with nothing that decides anew: Error(usage).
void check_locked_options(const InstallOptions& options);

/// The lock beside the pin, when this installation is to go by it: with --locked or --trust-lock
/// always, and then Error(conflict) names what the pin says now; else when it fits, with a warning
/// when it does not.
std::optional<lock::LockFile> find_usable_lock(const selection::Pin& pin,
                                               const InstallOptions& options,
                                               jobs::Session& session,
                                               const Services& services);

/// nullopt when the catalogue vouches for all that is installed here. Else Error(refused), or with
/// the user's trust what is trusted, after saying what that is.
std::optional<install::TrustedLock> require_trust(const lock::LockFile& file,
                                                  const std::filesystem::path& pin,
                                                  jobs::LockTrust trust,
                                                  jobs::Session& session,
                                                  const Services& services);

}  // namespace cudaenv::cli
