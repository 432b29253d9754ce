// SPDX-License-Identifier: Apache-2.0
// cudaenv machine: the facts about this computer, and where each was read.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/words/machine_text.hpp"

#include <cudaenv/machine/machine_file.hpp>
#include <cudaenv/machine/probe.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <cstdlib>

namespace cudaenv::cli {

namespace {

struct MachineCommandOptions {
    bool json = false;
    MachineOptions machine;
};

void bind(CLI::App& command, MachineCommandOptions& options) {
    command.add_flag("--json", options.json, "One JSON object, which --machine reads elsewhere");
    bind_machine_options(command, options.machine);
    command.footer(
        "example:  cudaenv machine --json > node.json     on a compute node, then\n"
        "          cudaenv resolve --machine node.json    on the login node");
}

/// The catalogue is only opened for what the driver does not say itself.
std::optional<resolve::KnownDriver> known_driver(jobs::Session& session) {
    const machine::Machine& machine = session.machine();
    const bool wants_table =
        machine.driver &&
        (machine.driver->kind == machine::DriverKind::tegra ||
         (machine.driver->kind == machine::DriverKind::linux_module && !machine.driver->cuda));
    return resolve::known_driver(
        machine, wants_table ? session.catalog().drivers() : catalog::DriverTable());
}

int run_machine(const MachineCommandOptions& options, Services& services) {
    jobs::Session session = open_session(services, options.machine);
    const machine::Machine& machine = session.machine();
    if (options.json) {
        services.output.document(machine::render_machine(machine));
    } else {
        services.output.data(render_facts(machine, known_driver(session)));
    }
    return 0;
}

int run_probe(const machine::ProbeLibraries& libraries, Services& services) {
    machine::probe_driver_libraries(libraries,
                                    [&](const std::string& line) { services.output.data(line); });
    // Not through exit: a driver's destructors are no better than the rest of it.
    std::_Exit(EXIT_SUCCESS);
}

void bind_probe(CLI::App& command, machine::ProbeLibraries& libraries) {
    command.add_option("nvml", libraries.nvml, "NVML to load, or -");
    command.add_option("cuda", libraries.cuda, "libcuda to load, or -");
}

}  // namespace

void add_machine_commands(Registry& registry) {
    add_command<MachineCommandOptions>(registry,
                                       "machine",
                                       "Show the driver, GPUs, compilers and libc of this machine",
                                       bind,
                                       run_machine);
    add_command<machine::ProbeLibraries>(
        registry, jobs::kProbeCommand, "Ask the driver's libraries", bind_probe, run_probe)
        ->group("");
}

}  // namespace cudaenv::cli
