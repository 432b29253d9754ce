// SPDX-License-Identifier: Apache-2.0
// How a command is registered: CLI11 parses, then the chosen command runs outside the parser.
#pragma once

#include "cli/services.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cudaenv::cli {

/// The work of a command; returns the exit status.
using Action = std::function<int(Services&)>;

/// What command registration needs.
struct Registry {
    CLI::App& app;
    Action& chosen;                            ///< set by the command that was parsed
    const std::vector<std::string>& trailing;  ///< what stood after "--"
};

/// Adds the subcommand `name`: `bind` registers its options on the struct, `run` does the work.
template <typename Options, typename Bind, typename Run>
CLI::App* add_command(
    Registry& registry, const std::string& name, const std::string& summary, Bind bind, Run run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = registry.app.add_subcommand(name, summary);
    command->footer("");  // a subcommand would repeat the program's own
    bind(*command, *options);
    command->callback([&chosen = registry.chosen, options, run] {
        chosen = [options, run](Services& services) { return run(*options, services); };
    });
    return command;
}

void add_install_command(Registry& registry);
void add_upgrade_command(Registry& registry);
void add_uninstall_command(Registry& registry);
void add_use_command(Registry& registry);
void add_shell_commands(Registry& registry);
void add_list_command(Registry& registry);
void add_current_command(Registry& registry);
void add_which_command(Registry& registry);
void add_prefix_command(Registry& registry);
void add_exec_command(Registry& registry);
void add_resolve_command(Registry& registry);
void add_lock_command(Registry& registry);
void add_machine_commands(Registry& registry);
void add_catalog_command(Registry& registry);
/// "update", below `catalog`.
void add_catalog_update_command(Registry& catalog);
void add_init_command(Registry& registry);

}  // namespace cudaenv::cli
