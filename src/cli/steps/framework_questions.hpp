// SPDX-License-Identifier: Apache-2.0
// What `--for` names: a requirement, a file, a directory, or the active virtual environment.
#pragma once

#include "cli/services.hpp"
#include "cli/words/framework_answer.hpp"

#include <cudaenv/jobs/session.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <CLI/App.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// --extra and --python: of what a project offers, and for whom.
struct ProjectOptions {
    std::vector<std::string> extras;
    std::string python;  ///< empty: not known
};
void bind_project_options(CLI::App& command, ProjectOptions& options);

/// The frameworks that `subject` asks about; empty text: the active environment's. Paths are taken
/// from services.directory. Throws Error(not_found) when there is none, Error(usage) for what is
/// malformed.
python::Reading framework_needs(const std::string& subject,
                                const ProjectOptions& options,
                                jobs::Session& session,
                                const Services& services);

/// An answer to each. What the catalogue does not know is reported beside others' answers, and
/// thrown when there is no other. Throws Error(usage) as framework_needs.
std::vector<FrameworkReport> report_answers(const std::vector<python::FrameworkNeed>& needs,
                                            const resolve::Request& request,
                                            const ProjectOptions& options,
                                            jobs::Session& session);

}  // namespace cudaenv::cli
