// SPDX-License-Identifier: Apache-2.0
// Tools of the system: what a command would start if no environment applied.
#pragma once

#include "cli/services.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::cli {

/// `tool` on the PATH of outside of every environment, cudaenv's own shims left out.
std::optional<std::filesystem::path> find_system_tool(const std::string& tool,
                                                      const Services& services);

}  // namespace cudaenv::cli
