// SPDX-License-Identifier: Apache-2.0
// Making a project's lock, and deciding whether an installation goes by it.
#pragma once

#include "cli/request_options.hpp"
#include "cli/services.hpp"

#include <cudaenv/jobs/session.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/selection/pin.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

struct InstallOptions;

lock::PinValues pin_values(const selection::Pin& pin);

struct MadeLock {
    lock::Lock lock;
    std::vector<std::string> words;  ///< what was decided, and which platforms are left out
};
/// The toolkit is decided for this machine, as an installation would; then libraries, compiler and
/// archives of that toolkit for every platform that a source has it for. Asks no source. Throws as
/// the resolver does.
MadeLock make_lock(const selection::Pin& pin,
                   const RequestOptions& options,
                   jobs::Session& session);

/// The option that insists on the lock; nullptr: none does.
const char* lock_option(const InstallOptions& options);

/// --locked and --trust-lock go with nothing that decides anew: Error(usage).
void check_locked_options(const InstallOptions& options);

/// The lock beside the pin, when this installation is to go by it: with --locked or --trust-lock
/// always, and then Error(conflict) names what the pin says now; else when it fits, with a warning
/// when it does not.
std::optional<lock::LockFile> find_usable_lock(const selection::Pin& pin,
                                               const InstallOptions& options,
                                               const Services& services);

}  // namespace cudaenv::cli
