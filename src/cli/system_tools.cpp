// SPDX-License-Identifier: Apache-2.0
// Tools of the system: what a command would start if no environment applied.
#include "cli/system_tools.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/activation/tool_search.hpp>

namespace cudaenv::cli {

std::optional<std::filesystem::path> find_system_tool(const std::string& tool,
                                                      const Services& services) {
    const Environment outside =
        activation::applied(services.environment, activation::leave(services.environment));
    return activation::find_on_path(
        tool, outside.find("PATH").value_or(""), services.layout.shims());
}

}  // namespace cudaenv::cli
