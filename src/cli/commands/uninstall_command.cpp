// SPDX-License-Identifier: Apache-2.0
// cudaenv uninstall: remove environments and what only they used.
#include "cli/command.hpp"
#include "cli/output/progress.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/jobs/uninstall_job.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct UninstallOptions {
    std::vector<std::string> specs;
    bool all = false;
};

void bind(CLI::App& command, UninstallOptions& options) {
    command
        .add_option(
            "spec",
            options.specs,
            "Environments: a name (12.4.1-cudnn9.1.0) or a version that matches just one; or gcc-N")
        ->required();
    command.add_flag("--all", options.all, "Remove every environment that matches");
}

jobs::Removables require_removables(const Spec& spec,
                                    const UninstallOptions& options,
                                    const Services& services) {
    const std::string& text = spec.text();
    jobs::Removables found = jobs::find_removables(spec, services.layout);
    const std::vector<std::string> names = found.names();
    if (names.empty()) {
        throw Error(
            ErrorKind::not_found, fmt::format("{} is not installed", text), Advice::list_installed);
    }
    if (names.size() == 1 || options.all) return found;
    Error error(ErrorKind::usage, fmt::format("{} matches {} environments", text, names.size()));
    for (const std::string& name : names) error.add_detail(name);
    error.set_hint("name one of them, or add --all");
    throw Error(error);
}

void warn_about_projects(const store::Installed& environment, const Services& services) {
    try {
        for (const auto& [pin, cuda] : jobs::projects_asking_for(environment, services.layout)) {
            services.output.warning(
                fmt::format("{} asks for CUDA {}", services.shown(pin), cuda.text()));
        }
    } catch (const Error& error) {
        services.output.warning(error.message());
    }
}

void report(const std::string& name, const install::Removal& removal, const Services& services) {
    services.output.words(fmt::format("removed {}, {} freed", name, render_bytes(removal.freed)));
    if (!removal.kept_because.empty()) {
        services.output.warning(
            fmt::format("unused archives stay for now: {}", removal.kept_because));
    }
}

install::OnWait telling(const Services& services) {
    return [&services](const install::Awaited& what) { services.output.words(waiting_text(what)); };
}

void remove_environment(const std::string& name, const Services& services) {
    report(name,
           install::uninstall(name, services.layout, telling(services), services.cancel),
           services);
}

void remove_compiler(const std::string& entry, const Services& services) {
    report(entry,
           install::uninstall_compiler(entry, services.layout, telling(services), services.cancel),
           services);
}

void remove(const std::string& text, const UninstallOptions& options, const Services& services) {
    const jobs::Removables found = require_removables(parse_spec(text), options, services);
    for (const store::Installed& environment : found.environments) {
        warn_about_projects(environment, services);
        remove_environment(environment.name, services);
    }
    for (const store::Damaged& environment : found.damaged)
        remove_environment(environment.name, services);
    for (const std::string& compiler : found.compilers) remove_compiler(compiler, services);
}

int run_uninstall(const UninstallOptions& options, Services& services) {
    store::ensure_layout(services.layout);
    install::sweep_leftovers(services.layout, services.cancel);
    // Whatever happens to a later one, shims of tools that are gone go too.
    const ScopeExit refresh([&services] {
        try {
            jobs::refresh_shims(services.environment, services.layout, services.program);
        } catch (const Error& error) {
            services.output.warning(error.message());
        }
    });
    for (const std::string& text : options.specs) remove(text, options, services);
    return 0;
}

}  // namespace

void add_uninstall_command(Registry& registry) {
    add_command<UninstallOptions>(
        registry, "uninstall", "Remove environments and what only they used", bind, run_uninstall);
}

}  // namespace cudaenv::cli
