// SPDX-License-Identifier: Apache-2.0
// cudaenv uninstall: remove environments and what only they used.
#include "cli/command.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/store/projects.hpp>

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

std::vector<store::Installed> matching(const Spec& spec,
                                       const std::vector<store::Installed>& installed) {
    std::vector<store::Installed> matches;
    for (const store::Installed& environment : installed) {
        if (environment.name == spec.text()) return {environment};
        if (store::satisfies(environment, {spec, {}})) matches.push_back(environment);
    }
    return matches;
}

/// Environments and, for gcc-N or an entry's name, compilers that were installed by name.
struct Targets {
    std::vector<store::Installed> environments;
    std::vector<std::string> compilers;
};

std::vector<std::string> matching_compilers(const std::string& text, const Services& services) {
    std::vector<std::string> matches;
    for (const std::string& entry : store::kept_entries(services.layout)) {
        if (entry == text || entry.starts_with(text + "-")) matches.push_back(entry);
    }
    return matches;
}

Targets require_targets(const std::string& text,
                        const UninstallOptions& options,
                        const Services& services) {
    Targets targets{matching(parse_spec(text), store::list_installed(services.layout, {})), {}};
    if (targets.environments.empty()) targets.compilers = matching_compilers(text, services);
    const std::size_t count = targets.environments.size() + targets.compilers.size();
    if (count == 0) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", text),
                    "cudaenv list shows what is");
    }
    if (count == 1 || options.all) return targets;
    Error error(ErrorKind::usage, fmt::format("{} matches {} environments", text, count));
    for (const store::Installed& match : targets.environments) error.add_detail(match.name);
    for (const std::string& match : targets.compilers) error.add_detail(match);
    error.set_hint("name one of them, or add --all");
    throw error;
}

/// Projects whose pin this environment satisfies now.
void warn_about_projects(const store::Installed& environment, const Services& services) {
    for (const std::filesystem::path& file : store::list_projects(services.layout)) {
        try {
            const selection::Pin pin = selection::load_pin(file);
            if (!store::satisfies(environment, {pin.cuda(), pin.libraries()})) continue;
            services.output.warning(
                fmt::format("{} asks for CUDA {}", services.shown(file), pin.cuda().text()));
        } catch (const Error&) {
            continue;  // a broken pin pins nothing
        }
    }
}

void report(const std::string& name, const install::Removal& removal, const Services& services) {
    services.output.words(fmt::format("removed {}, {} freed", name, render_bytes(removal.freed)));
    if (!removal.kept_because.empty()) {
        services.output.warning(
            fmt::format("unused archives stay for now: {}", removal.kept_because));
    }
}

void remove(const std::string& text, const UninstallOptions& options, const Services& services) {
    const Targets targets = require_targets(text, options, services);
    for (const store::Installed& environment : targets.environments) {
        warn_about_projects(environment, services);
        const auto on_wait = [&] {
            services.output.words(
                fmt::format("waiting: another cudaenv is installing {}", environment.name));
        };
        report(environment.name,
               install::uninstall(environment.name, services.layout, on_wait, services.cancel),
               services);
    }
    for (const std::string& compiler : targets.compilers) {
        report(compiler,
               install::uninstall_compiler(compiler, services.layout, services.cancel),
               services);
    }
}

int run_uninstall(const UninstallOptions& options, Services& services) {
    store::ensure_layout(services.layout);
    install::sweep_leftovers(services.layout, services.cancel);
    // Whatever happens to a later one, shims of tools that are gone go too.
    const ScopeExit refresh([&services] {
        try {
            activation::refresh_shims(services.layout,
                                      services.shim_program,
                                      services.program,
                                      store::shared_roots(services.environment));
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
