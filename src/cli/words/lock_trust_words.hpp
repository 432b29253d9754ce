// SPDX-License-Identifier: Apache-2.0
// What is said of a lock that the catalogue does not vouch for.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/lock_trust.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// Error(refused), naming each objection to the lock that is `shown` so.
Error refused_lock_error(const std::string& shown, const jobs::RefusedLock& refused);
/// Error(usage).
Error unprintable_project_error(const std::string& shown);

/// One line for each thing that is trusted.
std::vector<std::string> trusted_lines(const std::vector<lock::Objection>& objections);

}  // namespace cudaenv::cli
