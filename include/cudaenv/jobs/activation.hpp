// SPDX-License-Identifier: Apache-2.0
// Making active what was selected, and finding tools of it.
#pragma once

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::jobs {

/// What a process with `environment` must change to be in the selected environment; where none is
/// selected, to leave the one that it is in.
activation::Changes activate(const selection::Selection& selection,
                             const Environment& environment,
                             const store::Layout& layout);

/// What a command would start if no environment applied.
std::optional<std::filesystem::path> find_system_tool(const std::string& tool,
                                                      const Environment& environment,
                                                      const store::Layout& layout);

/// What the shim of `tool` would become: the selected environment's, or the system's where that is
/// selected. `selection` is not missing.
std::optional<std::filesystem::path> find_tool(const std::string& tool,
                                               const selection::Selection& selection,
                                               const Environment& environment,
                                               const store::Layout& layout);

}  // namespace cudaenv::jobs
