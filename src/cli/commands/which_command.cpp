// SPDX-License-Identifier: Apache-2.0
// cudaenv which and cudaenv prefix: paths of what applies here.
#include "cli/command.hpp"
#include "cli/steps/pins.hpp"
#include "cli/steps/this_shell.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/activation.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

namespace fs = std::filesystem;

struct WhichOptions {
    std::string tool;
};

struct PrefixOptions {
    std::string spec;
};

/// Printable, without blanks.
bool is_tool_name(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

void check_tool_name(const std::string& tool) {
    if (tool.find('/') != std::string::npos) {
        throw Error(ErrorKind::usage, fmt::format("{} is a path", tool), "cudaenv which nvcc");
    }
    if (!is_tool_name(tool)) {
        throw Error(
            ErrorKind::usage, fmt::format("'{}' is no name of a tool", tool), "cudaenv which nvcc");
    }
}

/// A shell that starts another program by this name is told so; one that finds none, or `system`'s
/// own, not.
void warn_of_another(const std::string& tool,
                     const selection::Selection& selection,
                     const Services& services) {
    const jobs::OnPath found =
        jobs::look_on_path(tool, selection, services.environment, services.layout);
    if (found.program.empty() || jobs::follows(found, selection)) return;
    services.output.warning(
        fmt::format("this shell starts another one: {}", found_words(found, services)));
    say_what_mends(found, services);
}

/// What the shim of `tool` would become here.
fs::path require_tool(const std::string& tool,
                      const selection::Selection& selection,
                      const Services& services) {
    if (const auto found = jobs::find_tool(tool, selection, services.environment, services.layout))
        return *found;
    if (selection.is_system) {
        throw Error(ErrorKind::not_found,
                    fmt::format("no CUDA environment applies here, and the system has no {}", tool),
                    "cudaenv use 12.4, or cudaenv install");
    }
    throw Error(
        ErrorKind::not_found,
        fmt::format("{} has no tool {}", selection.environment->name, tool),
        fmt::format("what it has stands in {}", (selection.environment->path / "bin").string()));
}

int run_which(const WhichOptions& options, Services& services) {
    check_tool_name(options.tool);
    const selection::Selection selection = require_selection(std::nullopt, services);
    services.output.exact(require_tool(options.tool, selection, services).string() + "\n");
    warn_of_another(options.tool, selection, services);
    return 0;
}

int run_prefix(const PrefixOptions& options, Services& services) {
    const auto spec = options.spec.empty() ? std::nullopt : std::optional(options.spec);
    const selection::Selection selection = require_selection(spec, services);
    if (selection.is_system) {
        throw Error(ErrorKind::not_found,
                    "no CUDA environment applies here",
                    "cudaenv prefix 11.2, or pin one: cudaenv use 11.2");
    }
    services.output.exact(selection.environment->path.string() + "\n");
    return 0;
}

}  // namespace

void add_which_command(Registry& registry) {
    add_command<WhichOptions>(
        registry,
        "which",
        "Print the path of a tool as it applies here",
        [](CLI::App& command, WhichOptions& options) {
            command.add_option("tool", options.tool, "nvcc, ptxas, …")->required();
        },
        run_which);
}

void add_prefix_command(Registry& registry) {
    add_command<PrefixOptions>(
        registry,
        "prefix",
        "Print the directory of an environment",
        [](CLI::App& command, PrefixOptions& options) {
            command.add_option(
                "spec", options.spec, "Release or environment (default: what applies here)");
        },
        run_prefix);
}

}  // namespace cudaenv::cli
