// SPDX-License-Identifier: Apache-2.0
// What a shell needs before it can follow cudaenv.
#pragma once

#include <cudaenv/activation/shell.hpp>
#include <cudaenv/jobs/session.hpp>

#include <string>

namespace cudaenv::jobs {

/// Brings shims and shell integration in step, and returns what the shell evaluates when it starts.
/// Throws as refresh_shims().
std::string prepare_shell(activation::Shell shell, const Session& session);

}  // namespace cudaenv::jobs
