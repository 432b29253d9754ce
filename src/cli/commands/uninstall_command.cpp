// SPDX-License-Identifier: Apache-2.0
// cudaenv uninstall: remove environments and what only they used.
#include "cli/command.hpp"
#include "cli/progress.hpp"
#include "cli/shim_upkeep.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
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

/// Environments, whole and damaged, and, for gcc-N or an entry's name, compilers that were
/// installed by name.
struct Targets {
    std::vector<store::Installed> environments;
    std::vector<store::Damaged> damaged;
    std::vector<std::string> compilers;

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const store::Installed& each : environments) names.push_back(each.name);
        for (const store::Damaged& each : damaged) names.push_back(each.name);
        names.insert(names.end(), compilers.begin(), compilers.end());
        return names;
    }
};

/// What is called `spec`, or else everything that it matches.
Targets matching(const Spec& spec, const store::Environments& all) {
    Targets targets;
    for (const store::Installed& each : all.healthy) {
        if (each.name == spec.text()) return {{each}, {}, {}};
        if (store::satisfies(each, {spec, {}})) targets.environments.push_back(each);
    }
    for (const store::Damaged& each : all.damaged) {
        if (each.name == spec.text()) return {{}, {each}, {}};
        if (store::may_satisfy(each, {spec, {}})) targets.damaged.push_back(each);
    }
    return targets;
}

std::vector<std::string> matching_compilers(const std::string& text, const Services& services) {
    std::vector<std::string> matches;
    for (const std::string& entry : store::kept_entries(services.layout)) {
        if (entry == text || entry.starts_with(text + "-")) matches.push_back(entry);
    }
    return matches;
}

Targets require_targets(const Spec& spec,
                        const UninstallOptions& options,
                        const Services& services) {
    const std::string& text = spec.text();
    Targets targets = matching(spec, store::list_environments(services.layout, {}));
    if (targets.names().empty()) targets.compilers = matching_compilers(text, services);
    const std::vector<std::string> names = targets.names();
    if (names.empty()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", text),
                    "cudaenv list shows what is");
    }
    if (names.size() == 1 || options.all) return targets;
    Error error(ErrorKind::usage, fmt::format("{} matches {} environments", text, names.size()));
    for (const std::string& name : names) error.add_detail(name);
    error.set_hint("name one of them, or add --all");
    throw Error(error);
}

std::vector<std::filesystem::path> projects(const Services& services) {
    try {
        return store::list_projects(services.layout);
    } catch (const Error& error) {
        services.output.warning(error.message());
        return {};
    }
}

/// Projects whose pin this environment satisfies now.
void warn_about_projects(const store::Installed& environment, const Services& services) {
    for (const std::filesystem::path& file : projects(services)) {
        try {
            const selection::Pin pin = selection::load_pin(file);
            if (!store::satisfies(environment, {pin.cuda(), pin.libraries(), file.parent_path()}))
                continue;
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
    const Targets targets = require_targets(parse_spec(text), options, services);
    for (const store::Installed& environment : targets.environments) {
        warn_about_projects(environment, services);
        remove_environment(environment.name, services);
    }
    for (const store::Damaged& environment : targets.damaged)
        remove_environment(environment.name, services);
    for (const std::string& compiler : targets.compilers) remove_compiler(compiler, services);
}

int run_uninstall(const UninstallOptions& options, Services& services) {
    store::ensure_layout(services.layout);
    install::sweep_leftovers(services.layout, services.cancel);
    // Whatever happens to a later one, shims of tools that are gone go too.
    const ScopeExit refresh([&services] {
        try {
            refresh_shims(services);
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
