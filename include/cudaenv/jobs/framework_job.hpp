// SPDX-License-Identifier: Apache-2.0
// What frameworks need, and whether it is here.
#pragma once

#include <cudaenv/jobs/session.hpp>
#include <cudaenv/python/frameworks.hpp>
#include <cudaenv/resolve/framework.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// Neither VIRTUAL_ENV nor CONDA_PREFIX names one.
struct NoActiveEnvironment {};
/// What was read of it asks for no framework that is known.
struct NoFrameworkThere {
    std::filesystem::path path;
    python::Reading reading;
};
/// A release of CUDA was named where a framework was expected.
struct NotAFramework {};
using FrameworkNeeds =
    std::variant<python::Reading, NoActiveEnvironment, NoFrameworkThere, NotAFramework>;

/// What `subject` asks for: a requirement, or a file or directory (from `directory` on); of the
/// active virtual environment where it is empty. Of a requirement no file is read. The platform of
/// `choice` is the session's to say. Throws as python::load_frameworks and python::parse_framework.
FrameworkNeeds find_needs(const std::string& subject,
                          const std::filesystem::path& directory,
                          python::Choice choice,
                          Session& session);

/// An environment here that has the toolkit which an answer names.
struct EnvironmentFit {
    std::string name;
    /// The cuDNN that the framework names is not in it, at least not in that major.
    bool lacks_cudnn = false;
};

/// What became of one framework that was asked about.
struct FrameworkFinding {
    python::FrameworkNeed need;
    std::optional<resolve::FrameworkAnswer> answer = std::nullopt;
    std::optional<resolve::Refusal> refusal = std::nullopt;  ///< neither: a build without CUDA
    std::optional<EnvironmentFit> installed = std::nullopt;
};

/// The catalogue lacks what each of them needs.
struct NoneAnswered {
    python::FrameworkNeed need;  ///< the first
    resolve::Refusal refusal;    ///< why it has no answer
};
/// One finding for each need, in their order: what the catalogue lacks for one keeps no other from
/// its answer. What may not be on this machine is a refusal of all.
using FrameworkAnswers =
    std::variant<std::vector<FrameworkFinding>, resolve::Refusal, NoneAnswered>;

/// Asks no source. `request` says everything about the toolkit but its release; `python` is the one
/// that it is for, nullopt: the active environment's.
FrameworkAnswers answer_needs(const std::vector<python::FrameworkNeed>& needs,
                              const resolve::Request& request,
                              Session& session,
                              const std::optional<Version>& python = std::nullopt);

}  // namespace cudaenv::jobs
