// SPDX-License-Identifier: Apache-2.0
// What frameworks need, and whether it is here.
#pragma once

#include <cudaenv/jobs/session.hpp>
#include <cudaenv/python/frameworks.hpp>
#include <cudaenv/resolve/framework.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::jobs {

/// What became of one framework that was asked about.
struct FrameworkFinding {
    python::FrameworkNeed need;
    std::optional<resolve::FrameworkAnswer> answer = std::nullopt;
    std::optional<resolve::Refusal> refusal = std::nullopt;  ///< neither: a build without CUDA
    std::string installed = {};  ///< the environment here that fits; empty: none does
};

/// One for each need, in their order; asks no source. `request` says everything about the toolkit
/// but its release.
std::vector<FrameworkFinding> answer_needs(const std::vector<python::FrameworkNeed>& needs,
                                           const resolve::Request& request,
                                           Session& session);

}  // namespace cudaenv::jobs
