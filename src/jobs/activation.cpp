// SPDX-License-Identifier: Apache-2.0
// Enters what is selected, or leaves what is active.
#include <cudaenv/activation/tool_search.hpp>
#include <cudaenv/jobs/activation.hpp>

namespace cudaenv::jobs {

activation::Changes activate(const selection::Selection& selection,
                             const Environment& environment,
                             const store::Layout& layout) {
    if (!selection.environment) return activation::leave(environment);
    return activation::enter(environment,
                             *selection.environment,
                             activation::load_library_path(environment, layout.config_file()),
                             activation::Front::again);
}

std::optional<std::filesystem::path> find_system_tool(const std::string& tool,
                                                      const Environment& environment,
                                                      const store::Layout& layout) {
    const Environment outside = activation::applied(environment, activation::leave(environment));
    return activation::find_on_path(tool, outside.find("PATH").value_or(""), layout.shims());
}

std::optional<std::filesystem::path> find_tool(const std::string& tool,
                                               const selection::Selection& selection,
                                               const Environment& environment,
                                               const store::Layout& layout) {
    return selection.environment ? activation::find_in_environment(tool, *selection.environment)
                                 : find_system_tool(tool, environment, layout);
}

}  // namespace cudaenv::jobs
