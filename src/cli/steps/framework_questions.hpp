// SPDX-License-Identifier: Apache-2.0
// What `--for` names: a requirement, a file, a directory, or the active virtual environment.
#pragma once

#include "cli/services.hpp"
#include "cli/words/framework_answer.hpp"

#include <cudaenv/jobs/session.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// The frameworks that `subject` asks about; empty text: the active environment's. Paths are taken
/// from services.directory. Throws Error(not_found) when there is none, Error(usage) for what is
/// malformed.
std::vector<python::FrameworkNeed> framework_needs(const std::string& subject,
                                                   jobs::Session& session,
                                                   const Services& services);

/// An answer to each. What the catalogue does not know is reported beside others' answers, and
/// thrown when there is no other.
std::vector<FrameworkReport> answer_needs(const std::vector<python::FrameworkNeed>& needs,
                                          const resolve::Request& request,
                                          jobs::Session& session);

}  // namespace cudaenv::cli
