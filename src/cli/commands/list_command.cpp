// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, and what could be.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/steps/installed.hpp"
#include "cli/words/available_list.hpp"
#include "cli/words/installed_list.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace cudaenv::cli {

namespace {

struct ListOptions {
    std::string spec;
    bool available = false;
    bool json = false;
    MachineOptions machine;
};

jobs::AvailableReleases require_available(const ListOptions& options, jobs::Session& session) {
    static_cast<void>(session.machine());  // what is wrong with it is said first
    const Spec spec = parse_spec(options.spec.empty() ? "latest" : options.spec);
    auto found = jobs::find_available(spec, session);
    if (const auto* refusal = std::get_if<resolve::Refusal>(&found)) throw explain::error(*refusal);
    return std::get<jobs::AvailableReleases>(std::move(found));
}

int list_available(const ListOptions& options, Services& services) {
    jobs::Session session = open_session(services, options.machine);
    const jobs::AvailableReleases available = require_available(options, session);
    if (options.json) {
        services.output.json(available_json(available.releases));
        return 0;
    }
    if (available.releases.empty() && available.unsourced.empty()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("no known release matches {}", options.spec),
                    "cudaenv list --available shows all");
    }
    services.output.data(
        render_available(available, options.spec, session.machine(), services.output.style()));
    return 0;
}

int list_all_installed(const ListOptions& options, Services& services) {
    if (options.json) {
        services.output.json(installed_json(list_installed(services)));
        return 0;
    }
    const InstalledList list = judge_installed(options.machine, services);
    if (list.is_empty) {
        services.output.words("nothing is installed yet");
        services.output.words("next: cudaenv install 12.4      or: cudaenv list --available");
    }
    for (const std::string& line : installed_lines(list)) services.output.data(line);
    return 0;
}

int run_list(const ListOptions& options, Services& services) {
    if (options.available) return list_available(options, services);
    if (!options.spec.empty()) {
        throw Error(ErrorKind::usage,
                    "list takes a spec only with --available",
                    fmt::format("cudaenv list --available {}", options.spec));
    }
    return list_all_installed(options, services);
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
