// SPDX-License-Identifier: Apache-2.0
// What `cudaenv install` says: plans, warnings and refusals as text and JSON.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/jobs/compiler_install.hpp>
#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/jobs/upgrade_job.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

using Obstacles = std::map<SourceName, source::Obstacle>;  ///< of sources that are not reached

/// Below the headline: why a compiler comes along, the source, download size, notes.
std::vector<std::string> plan_words(const resolve::Resolution& resolution,
                                    const install::Plan& plan);
/// --dry-run: one line per archive.
std::vector<std::string> plan_lines(const install::Plan& plan);

std::string passed_over_words(const jobs::PassedOverSource& source);
std::string replaced_library_words(const jobs::ReplacedLibrary& library);

/// "CUDA 12.4.0 -> 12.4.1, cuDNN 9.1.0.70 -> 9.1.1.17".
std::string change_words(const std::vector<jobs::Change>& changes);

/// None of `offering`, the sources that have `what` ("CUDA 12.4.1"), answers: Error(network), or
/// Error(not_found) when there is none. Names the nearest release that can be had, with its
/// command.
Error unreachable_error(const std::string& what,
                        const std::vector<SourceName>& offering,
                        const Obstacles& obstacles,
                        const std::optional<Version>& nearest);

/// Error(not_found): `asked` are the sources in use, `offering` those that would have `what`.
Error not_offered_error(const std::string& what,
                        const std::vector<SourceName>& asked,
                        const std::vector<SourceName>& offering);

/// Error(not_found), naming the known ones.
Error unknown_compiler_error(const jobs::UnknownCompiler& unknown);
/// Error(refused).
Error compiler_glibc_error(const jobs::CompilerNeedsGlibc& needs);

/// What an installation came to.
struct InstallReport {
    std::string name;  ///< of the environment, or of a compiler's store entry
    std::filesystem::path path;
    const install::Plan* plan = nullptr;  ///< without: it was installed already
    ByteCount downloaded = {};
    double seconds = 0;
    bool dry_run = false;
};
/// `cudaenv install --json`.
nlohmann::ordered_json install_json(const InstallReport& report);

}  // namespace cudaenv::cli
