// SPDX-License-Identifier: Apache-2.0
// cudaenv use: pin a release for this project, this user or this shell.
#include "cli/command.hpp"
#include "cli/shell_output.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/projects.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct UseOptions {
    std::string spec;
    bool global = false;
    bool shell = false;
};

void bind(CLI::App& command, UseOptions& options) {
    command.add_option(
        "spec",
        options.spec,
        "Release or environment: 11.2, 12.4.1-cudnn9.1.0, system; none: what the pin says");
    auto* global = command.add_flag(
        "--global", options.global, "Set the default for every directory without a pin");
    command.add_flag("--shell", options.shell, "Only for this shell (CUDAENV_VERSION)")
        ->excludes(global);
    command.footer(
        "writes .cudaenv in the current directory; commit it so that others get the same CUDA");
}

/// Code for the calling shell, if there is one, that makes `selection` active there.
void activate_in_shell(const selection::Selection& selection,
                       activation::Changes extra,
                       const Services& services) {
    const auto shell = calling_shell(services);
    if (!shell) return;
    activation::Changes changes =
        selection.environment
            ? activation::enter(services.environment,
                                *selection.environment,
                                activation::load_library_path(services.environment,
                                                              services.layout.config_file()))
            : activation::leave(services.environment);
    changes.merge(extra);
    services.output.raw(activation::render_changes(changes, *shell));
}

selection::Selection select_here(const Services& services, const Environment& environment) {
    return selection::select({std::nullopt, services.directory}, environment, services.layout);
}

std::string describe(const selection::Selection& selection) {
    if (selection.environment) return fmt::format("{} is active here", selection.environment->name);
    return "no CUDA environment is active here (system)";
}

void warn_if_missing(const selection::Selection& selection, const Services& services) {
    if (selection.environment || selection.is_system) return;
    const Error missing = selection::not_installed_error(selection, services.environment);
    services.output.warning(missing.message());
    services.output.words(fmt::format("next: {}", missing.hint()));
}

int use_for_shell(const UseOptions& options, Services& services) {
    static_cast<void>(require_calling_shell(services));
    if (options.spec.empty())
        throw Error(ErrorKind::usage, "--shell needs a spec", "cudaenv use --shell 11.2");
    Environment environment = services.environment;
    environment.set(variables::kVersion, options.spec);
    const selection::Selection selection = select_here(services, environment);
    if (!selection.environment && !selection.is_system)
        throw selection::not_installed_error(selection, environment);
    activate_in_shell(selection, {{variables::kVersion, options.spec}}, services);
    services.output.words(fmt::format("this shell: {}", describe(selection)));
    return 0;
}

int use_globally(const UseOptions& options, Services& services) {
    if (options.spec.empty())
        throw Error(ErrorKind::usage, "--global needs a spec", "cudaenv use --global 12.4");
    store::ensure_layout(services.layout);
    store::write_default_spec(services.layout, parse_spec(options.spec).text());
    const selection::Selection selection = select_here(services, services.environment);
    services.output.words(fmt::format("default is {}; {}", options.spec, describe(selection)));
    warn_if_missing(selection, services);
    activate_in_shell(selection, {}, services);
    return 0;
}

void write_pin(const std::string& spec, const Services& services) {
    const std::filesystem::path file = services.directory / ".cudaenv";
    std::string existing;
    if (std::filesystem::is_regular_file(file)) {
        existing = read_file_text(file, selection::kMaxPinBytes);
        static_cast<void>(selection::parse_pin(existing, file));  // a broken pin is not overwritten
    }
    replace_file(file, selection::render_pin(existing, parse_spec(spec).text()));
    store::ensure_layout(services.layout);
    store::remember_project(services.layout, file);
}

int use_in_project(const UseOptions& options, Services& services) {
    if (!options.spec.empty()) write_pin(options.spec, services);
    const selection::Selection selection = select_here(services, services.environment);
    if (options.spec.empty()) {
        if (!selection.environment && !selection.is_system)
            throw selection::not_installed_error(selection, services.environment);
        services.output.words(describe(selection));
    } else {
        services.output.words(fmt::format("pinned {} in {}{}",
                                          options.spec,
                                          services.shown(services.directory / ".cudaenv"),
                                          selection.environment ? "; " + describe(selection) : ""));
        if (selection.origin.kind == selection::OriginKind::variable) {
            services.output.warning(fmt::format("{}={} of this shell overrides the pin",
                                                selection.origin.where,
                                                selection.wanted.cuda.text()));
        }
    }
    warn_if_missing(selection, services);
    activate_in_shell(selection, {}, services);
    return 0;
}

int run_use(const UseOptions& options, Services& services) {
    if (options.shell) return use_for_shell(options, services);
    if (options.global) return use_globally(options, services);
    return use_in_project(options, services);
}

int run_global(const UseOptions& options, Services& services) {
    return use_globally(options, services);
}

struct ShellOptions {
    std::string spec;
};

int run_shell(const ShellOptions& options, Services& services) {
    return use_for_shell({options.spec, false, true}, services);
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
    services.output.raw(activation::render_changes(changes, shell));
    return 0;
}

}  // namespace

void add_use_command(Registry& registry) {
    add_command<UseOptions>(
        registry, "use", "Pin a release for this project and activate it", bind, run_use)
        ->alias("local")
        ->alias("pin");
    add_command<UseOptions>(
        registry,
        "global",
        "Same as use --global",
        [](CLI::App& command, UseOptions& options) {
            command.add_option("spec", options.spec, "Release or environment")->required();
        },
        run_global)
        ->alias("default")
        ->group("");
}

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
