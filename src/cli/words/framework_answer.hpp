// SPDX-License-Identifier: Apache-2.0
// What `cudaenv resolve --for` answers, as words and as JSON.
#pragma once

#include "cli/words/project_reading.hpp"

#include <cudaenv/jobs/framework_job.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/python/frameworks.hpp>
#include <cudaenv/resolve/framework.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

/// What became of one framework that was asked about.
struct FrameworkReport {
    python::FrameworkNeed need;
    std::optional<resolve::FrameworkAnswer> answer;  ///< nullopt: see problem
    std::string problem;  ///< why there is no answer; empty for a build without CUDA
    std::optional<jobs::EnvironmentFit> installed;
};

/// Whether to tell of everything that was considered too.
enum class FrameworkDetail { answer, explanation };

/// The answer to each, then, with several, whether one toolkit serves all, then the files that were
/// read, line by line.
std::vector<std::string> render_frameworks(const std::vector<FrameworkReport>& reports,
                                           const ProjectFiles& files = {},
                                           FrameworkDetail detail = FrameworkDetail::answer);

/// The object of `resolve --json` for the toolkit that serves all, with `framework` (of a single
/// one), `frameworks` and `project`; `toolkit` is null when no one toolkit does (docs/json.md).
nlohmann::ordered_json frameworks_json(const std::vector<FrameworkReport>& reports,
                                       const std::string& request,
                                       const machine::Machine& machine,
                                       const ProjectFiles& files = {});

/// "cudaenv install 12.4 --cudnn 9.1.0.70": makes the environment that an answer describes.
std::string install_command(const resolve::Resolution& toolkit);

}  // namespace cudaenv::cli
