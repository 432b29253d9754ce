// SPDX-License-Identifier: Apache-2.0
// cudaenv install: its options, and the jobs they ask for.
#include "cli/command.hpp"
#include "cli/steps/installation.hpp"
#include "cli/steps/locking.hpp"
#include "cli/steps/pins.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/sweeps.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

void bind(CLI::App& command, InstallOptions& options) {
    command.add_option("spec",
                       options.specs,
                       "Releases (11.2, 12.4.1, latest) or a host compiler (gcc-10); none: what "
                       ".cudaenv asks for");
    bind_request_options(command, options.request);
    command
        .add_option("--component",
                    options.components,
                    "Also these components, beyond the profile; several by comma or repeated")
        ->delimiter(',')
        ->allow_extra_args(false);  // the next word is the release
    command.add_option(
        "--name", options.name, "Name of the environment (default: <toolkit>[-cudnn<version>])");
    command.add_flag(
        "--dry-run", options.dry_run, "Show what would be fetched and installed, and stop");
    command.add_flag("--offline", options.offline, "Use only what is in the store and the cache");
    command.add_flag(
        "--locked", options.locked, "Exactly what .cudaenv.lock says, or fail (see cudaenv lock)");
    command.add_flag(
        "--trust-lock",
        options.trust_lock,
        "As --locked, and take what the catalogue does not vouch for: for this project "
        "only");
    command.add_flag(
        "--reinstall", options.reinstall, "Make the environment again even when it is installed");
    command.add_flag("--json", options.json, "One JSON object when done");
    command.footer(
        "examples:  cudaenv install 11.2\n"
        "           cudaenv install 13 --profile minimal\n"
        "           cudaenv install 12.4 --cudnn none --host-compiler system");
}

void check_name(const InstallOptions& options) {
    if (options.name.empty()) return;
    if (options.specs.size() > 1) {
        throw Error(ErrorKind::usage,
                    "--name takes one release at a time",
                    "run cudaenv install once per release");
    }
    if (!is_environment_name(options.name)) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} cannot be an environment's name", options.name),
                    "use letters, digits, and . _ + - after the first character");
    }
}

std::vector<InstallTarget> gather_targets(const InstallOptions& options,
                                          jobs::Session& session,
                                          const Services& services) {
    std::vector<InstallTarget> targets;
    for (const std::string& text : options.specs)
        targets.push_back({parse_spec(text), std::nullopt, std::nullopt});
    if (!targets.empty()) return targets;
    if (const auto pin = find_pin(services)) {
        services.output.words(
            fmt::format("{} asks for CUDA {}", services.shown(pin->file), pin->cuda().text()));
        return {{pin->cuda(), *pin, find_usable_lock(*pin, options, session, services)}};
    }
    if (const char* const option = lock_option(options)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} needs a project: no .cudaenv here or above", option),
                    "cudaenv use 12.4 && cudaenv lock");
    }
    return {{parse_spec("latest"), std::nullopt, std::nullopt}};
}

int run_install(const InstallOptions& options, Services& services) {
    check_name(options);
    if (!options.dry_run) require_this_machine(options.request.machine);
    jobs::Session session = open_session(services, options.request.machine);
    static_cast<void>(session.config());  // what is wrong with it is found before anything is done
    check_locked_options(options);
    if (!options.dry_run) jobs::sweep_leftovers(session);
    const std::vector<InstallTarget> targets = gather_targets(options, session, services);
    if (options.json && targets.size() > 1) {
        throw Error(ErrorKind::usage,
                    "--json takes one release at a time",
                    "run cudaenv install once per release");
    }
    Installation installation(options, session, services);
    for (const InstallTarget& target : targets) installation.install(target);
    if (!options.dry_run) jobs::sweep_downloads(session);
    return 0;
}

}  // namespace

void add_install_command(Registry& registry) {
    add_command<InstallOptions>(
        registry,
        "install",
        "Install a CUDA toolkit with its libraries and a host compiler it accepts",
        bind,
        run_install);
}

}  // namespace cudaenv::cli
