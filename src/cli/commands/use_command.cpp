// SPDX-License-Identifier: Apache-2.0
// cudaenv use: pin a release for this project, this user or this shell.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/steps/pins.hpp"
#include "cli/steps/shell_selection.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/available_releases.hpp>
#include <cudaenv/jobs/pin_job.hpp>
#include <cudaenv/store/projects.hpp>

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

void warn_if_missing(const selection::Selection& selection, const Services& services) {
    if (!selection.is_missing()) return;
    if (!selection.damaged &&
        !jobs::knows_release(selection.wanted.cuda, open_session(services).catalog())) {
        services.output.warning(
            fmt::format("no CUDA release is known as {}", selection.wanted.cuda.text()));
        services.output.words("next: cudaenv list --available");
        return;
    }
    services.output.warning(selection::not_installed_error(selection, services.environment));
}

void tidy_root(const Services& services) {
    if (const auto fault = jobs::tidy_root(services.layout, services.cancel))
        services.output.warning(*fault);
}

int use_globally(const UseOptions& options, Services& services) {
    if (options.spec.empty())
        throw Error(ErrorKind::usage, "--global needs a spec", "cudaenv use --global 12.4");
    const std::string spec = selection::parse_cuda_spec(options.spec).text();
    tidy_root(services);
    store::write_default_spec(services.layout, spec);
    // Set it is, whatever keeps this directory from having it.
    const auto selection = try_select(services);
    if (!selection) {
        services.output.words(fmt::format("default is {}", spec));
        return 0;
    }
    say_what_is_active(fmt::format("default is {}", spec), *selection, services);
    warn_if_missing(*selection, services);
    activate_in_shell(*selection, {}, services);
    return 0;
}

void write_pin(const std::string& spec, const Services& services) {
    const std::filesystem::path& directory = services.directory;
    const store::Layout& layout = services.layout;
    const auto replaced = jobs::find_replaced_pin(directory, services.environment, layout);
    if (replaced.is_foreign) warn_not_followed(jobs::pin_file(directory), services);
    if (jobs::remembers_pins(layout)) tidy_root(services);
    if (const auto fault = jobs::write_pin(spec, replaced.text, directory, layout)) {
        services.output.warning(
            fmt::format("{}; uninstall will not know of this pin", fault->message()));
    }
}

int use_in_project(const UseOptions& options, Services& services) {
    const std::string spec =
        options.spec.empty() ? "" : selection::parse_cuda_spec(options.spec).text();
    if (!spec.empty()) write_pin(spec, services);
    const selection::Selection selection = select_here(services, services.environment);
    if (spec.empty()) {
        selection::require_installed(selection, services.environment);
        say_what_is_active({}, selection, services);
    } else {
        const std::string file = services.shown(jobs::pin_file(services.directory));
        say_what_is_active(fmt::format("pinned {} in {}", spec, file), selection, services);
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
    if (options.shell) {
        if (options.spec.empty())
            throw Error(ErrorKind::usage, "--shell needs a spec", "cudaenv use --shell 11.2");
        return use_for_shell(options.spec, services);
    }
    if (options.global) return use_globally(options, services);
    return use_in_project(options, services);
}

int run_global(const UseOptions& options, Services& services) {
    return use_globally(options, services);
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

}  // namespace cudaenv::cli
