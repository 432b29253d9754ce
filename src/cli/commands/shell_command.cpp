// SPDX-License-Identifier: Apache-2.0
// cudaenv shell and deactivate: only this shell.
#include "cli/command.hpp"
#include "cli/output/shell_output.hpp"
#include "cli/steps/shell_selection.hpp"

#include <cudaenv/base/variables.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct ShellOptions {
    std::string spec;
};

int run_shell(const ShellOptions& options, Services& services) {
    return use_for_shell(options.spec, services);
}

struct DeactivateOptions {};

/// False, after saying why, when the shell is as the project or the user's default wants it.
bool has_something_to_undo(const Services& services) {
    if (services.environment.find(variables::kVersion)) return true;
    const selection::Selection selection = select_here(services, services.environment);
    if (selection.is_system) return true;
    services.output.words(fmt::format(
        "nothing to deactivate: {} applies here; cudaenv shell system turns it off in this shell",
        selection::describe_origin(selection.origin, services.environment)));
    return false;
}

/// Undoes `cudaenv shell`. What the pin says then comes back with the next prompt.
int run_deactivate(const DeactivateOptions& /*options*/, Services& services) {
    const activation::Shell shell = require_calling_shell(services);
    if (!has_something_to_undo(services)) return 0;
    activation::Changes changes = activation::leave(services.environment);
    changes[variables::kVersion] = std::nullopt;
    services.output.exact(activation::render_changes(changes, shell));
    return 0;
}

}  // namespace

void add_shell_commands(Registry& registry) {
    add_command<ShellOptions>(
        registry,
        "shell",
        "Use a release in this shell only",
        [](CLI::App& command, ShellOptions& options) {
            command.add_option("spec", options.spec, "Release or environment")->required();
        },
        run_shell);
    add_command<DeactivateOptions>(
        registry,
        "deactivate",
        "Back to what was before, in this shell",
        [](CLI::App&, DeactivateOptions&) {},
        run_deactivate);
}

}  // namespace cudaenv::cli
