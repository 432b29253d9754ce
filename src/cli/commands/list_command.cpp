// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, and what could be.
#include "cli/available_list.hpp"
#include "cli/command.hpp"
#include "cli/installed_list.hpp"
#include "cli/machine_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/store/examination.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct ListOptions {
    std::string spec;
    bool available = false;
    bool json = false;
    MachineOptions machine;
};

int list_available(const ListOptions& options, Services& services) {
    jobs::Session session = open_session(services, options.machine);
    const catalog::Catalog& catalog = session.catalog();
    const machine::Machine& machine = session.machine();
    const Spec spec = parse_spec(options.spec.empty() ? "latest" : options.spec);
    if (!resolve::names_releases(spec)) throw explain::error(resolve::NamesNoRelease{spec});
    std::vector<AvailableRelease> releases = available_releases(
        spec,
        machine,
        catalog,
        store::list_environments(services.layout, store::shared_roots(services.environment))
            .healthy);
    order_sources(releases, session.config().sources);
    if (options.json) {
        services.output.json(available_json(releases));
        return 0;
    }
    std::vector<Version> unsourced = unsourced_releases(spec, machine.platform, catalog);
    if (releases.empty() && unsourced.empty()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("no known release matches {}", options.spec),
                    "cudaenv list --available shows all");
    }
    services.output.data(render_available(releases,
                                          {options.spec,
                                           machine,
                                           resolve::known_driver(machine, catalog.drivers()),
                                           std::move(unsourced)},
                                          services.output.style()));
    return 0;
}

int run_list(const ListOptions& options, Services& services) {
    if (options.available) return list_available(options, services);
    if (!options.spec.empty()) {
        throw Error(ErrorKind::usage,
                    "list takes a spec only with --available",
                    fmt::format("cudaenv list --available {}", options.spec));
    }
    if (options.json) {
        print_installed_json(services);
    } else {
        print_installed(options.machine, services);
    }
    return 0;
}

void bind(CLI::App& command, ListOptions& options) {
    command.add_flag("--available",
                     options.available,
                     "Known releases, how they run here, and which sources have them");
    command.add_option(
        "spec", options.spec, "With --available: only releases that match (12, 12.4, \">=12.1\")");
    command.add_flag("--json", options.json, "One JSON object");
    bind_machine_options(command, options.machine);
}

int run_list_remote(const ListOptions& options, Services& services) {
    return list_available(options, services);
}

}  // namespace

void add_list_command(Registry& registry) {
    add_command<ListOptions>(
        registry, "list", "List installed environments, or --available releases", bind, run_list)
        ->alias("ls")
        ->alias("versions");
    add_command<ListOptions>(
        registry, "ls-remote", "Same as list --available", bind, run_list_remote)
        ->group("");
}

}  // namespace cudaenv::cli
