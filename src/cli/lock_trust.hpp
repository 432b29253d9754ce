// SPDX-License-Identifier: Apache-2.0
// Whether an installation may go by a lock: only as far as the catalogue vouches for it, or the
// user.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/lock/lock.hpp>

#include <filesystem>
#include <optional>

namespace cudaenv::cli {

/// Who vouches for what a lock says beyond the catalogue.
enum class LockTrust { none, user };

/// nullopt when the catalogue vouches for all that is installed here. Else Error(refused), naming
/// each entry, before any source is asked; with the user's trust what is trusted, after saying what
/// that is, unless it is nothing that a lock may say at all. `pin` is the file beside the lock.
std::optional<install::TrustedLock> judge_lock(const lock::LockFile& file,
                                               const std::filesystem::path& pin,
                                               LockTrust trust,
                                               Platform platform,
                                               const catalog::Catalog& catalog,
                                               const Services& services);

}  // namespace cudaenv::cli
