// SPDX-License-Identifier: Apache-2.0
// What `cudaenv install` says: plans, warnings and refusals as text and JSON.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace cudaenv::cli {

using Reasons = std::map<std::string, std::string>;  ///< source -> why it cannot be reached

/// Below the headline: why a compiler comes along, the source, download size, notes.
std::vector<std::string> plan_words(const resolve::Resolution& resolution,
                                    const install::Plan& plan);
/// --dry-run: one line per archive.
std::vector<std::string> plan_lines(const install::Plan& plan);

/// One line for each preferred source that has the release but does not answer.
std::vector<std::string> passed_over_warnings(const resolve::Resolution& resolution,
                                              const resolve::Request& request,
                                              const Reasons& reasons,
                                              const resolve::CatalogView& view,
                                              Platform platform);

/// No reachable source has the release: Error(network) when one that does not answer has it, else
/// Error(not_found). Names the nearest release that can be had, with its command.
Error unreachable_error(const resolve::Resolution& resolution,
                        const resolve::Request& request,
                        const Reasons& reasons,
                        const resolve::CatalogView& view,
                        Platform platform);

/// The catalogue's GCC of that major; Error(not_found) naming the known ones, Error(refused) when
/// this libc is too old for it.
const catalog::Summary& require_compiler(const std::vector<catalog::Summary>& compilers,
                                         unsigned major,
                                         const machine::Machine& machine);

/// `cudaenv install --json`; without a plan: it was installed already.
nlohmann::ordered_json install_json(const install::Plan* plan,
                                    const std::string& name,
                                    const std::filesystem::path& path,
                                    ByteCount downloaded,
                                    double seconds);

}  // namespace cudaenv::cli
