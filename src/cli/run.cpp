// SPDX-License-Identifier: Apache-2.0
// The command line as a whole.
#include "cli/command.hpp"
#include "cli/options/arguments.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/services.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/near.hpp>
#include <cudaenv/cli/run.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace cudaenv::cli {

namespace {

constexpr int kUsageStatus = 2;
constexpr int kNotReachedStatus = 127;
/// As of a program that SIGPIPE ended, which shells pass over.
constexpr int kReaderGoneStatus = 128 + SIGPIPE;
constexpr const char* kInterrupted =
    "cudaenv: interrupted; what was downloaded is kept, the same command goes on\n";
constexpr const char* kExec = "exec";

struct GlobalOptions {
    bool quiet = false;
    bool version = false;
};

void add_commands(Registry& registry) {
    add_install_command(registry);
    add_use_command(registry);
    add_list_command(registry);
    add_current_command(registry);
    add_which_command(registry);
    add_prefix_command(registry);
    add_exec_command(registry);
    add_shell_commands(registry);
    add_resolve_command(registry);
    add_upgrade_command(registry);
    add_machine_commands(registry);
    add_uninstall_command(registry);
    add_lock_command(registry);
    add_catalog_command(registry);
    add_init_command(registry);
}

void describe(CLI::App& app, GlobalOptions& options) {
    app.name("cudaenv");
    app.description(
        "Installs CUDA toolkits side by side and makes the right one active per project.");
    app.footer(
        "start:  cudaenv install 11.2        install CUDA 11.2.2 and what it needs\n"
        "        cudaenv use 11.2            pin it for this project (.cudaenv)\n"
        "        eval \"$(cudaenv init bash)\"  let cd switch (put it in ~/.bashrc)");
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.add_flag("-q,--quiet", options.quiet, "Only data, warnings and errors");
    app.add_flag("--version", options.version, "Print the version of cudaenv");
}

/// "; did you mean install?" when a command's name is near.
std::string suggestion(const CLI::App& app, const std::string& word) {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (is_near(word, command->get_name()))
            return fmt::format("; did you mean {}?", command->get_name());
    }
    return {};
}

int report_usage(const CLI::App& app, const CLI::ParseError& error, const Output& output) {
    // Help that was asked for behind a mistyped word would hide the mistake, and so would what is
    // missing beside it.
    const std::vector<std::string> unknown = app.remaining(true);
    const bool asks_for_help = error.get_exit_code() == 0;
    if (asks_for_help && unknown.empty()) {
        output.document(app.help());
        return 0;
    }
    const auto chosen = app.get_subcommands();
    if (chosen.empty() && !unknown.empty()) {
        const std::string& word = unknown.front();
        output.error(Error(ErrorKind::usage,
                           fmt::format("no command or option is called {}", word),
                           fmt::format("cudaenv --help lists them{}", suggestion(app, word))));
        return kUsageStatus;
    }
    output.error(Error(ErrorKind::usage,
                       unknown.empty() ? error.what() : CLI::ExtrasError(unknown).what(),
                       chosen.empty()
                           ? "cudaenv --help"
                           : fmt::format("cudaenv {} --help", chosen.front()->get_name())));
    return kUsageStatus;
}

/// Only exec has use for what stands after "--"; elsewhere it would be lost without a word.
std::optional<Error> find_misuse(const CLI::App& app, const Arguments& arguments) {
    if (app.got_subcommand(kExec)) {
        if (!arguments.trailing.empty()) return std::nullopt;
        return Error(ErrorKind::usage,
                     "exec needs a command after --",
                     "cudaenv exec 11.2 -- nvcc --version");
    }
    if (arguments.trailing.empty()) return std::nullopt;
    const auto chosen = app.get_subcommands();
    return Error(ErrorKind::usage,
                 fmt::format("{} takes no command after --",
                             chosen.empty() ? app.get_name() : chosen.front()->get_name()),
                 "cudaenv exec [SPEC] -- CMD… runs one");
}

/// The child that asks a driver's libraries does nothing else.
bool keeps_shims(const CLI::App& app) {
    return !app.got_subcommand(jobs::kProbeCommand);
}

int run_in_surroundings(const Action& action,
                        bool may_keep_shims,
                        const Environment& environment,
                        Output& output,
                        const char* program_version) {
    static CancelFlag cancel;  // signal handlers need an address that outlives everything
    cancel_on_signals(cancel, output.is_quiet() ? "" : kInterrupted);
    const store::Layout layout = store::locate_layout(environment);
    store::check_layout(layout);
    Services services{environment,
                      layout,
                      selection::working_directory(environment),
                      std::filesystem::read_symlink("/proc/self/exe"),
                      program_version,
                      output,
                      system_clock(),
                      cancel};
    if (may_keep_shims) jobs::ensure_shims(services.environment, services.layout, services.program);
    return action(services);
}

using StatusOf = int (*)(ErrorKind);

/// exec stands for its command, and says as a shell does that it was not reached.
StatusOf status_rule(const CLI::App& app) {
    if (!app.got_subcommand(kExec)) return exit_status;
    return [](ErrorKind) { return kNotReachedStatus; };
}

/// Every failure ends here: printed once, and turned into the exit status.
int run_reporting(const std::function<int()>& work, StatusOf status_of, const Output& output) {
    try {
        return work();
    } catch (const Error& error) {
        output.error(error);
        return status_of(error.kind());
    } catch (const Interrupted&) {
        say_farewell();
        return kInterruptedStatus;
    } catch (const ReaderGone&) {
        return kReaderGoneStatus;
    } catch (const std::filesystem::filesystem_error& error) {
        output.error(io_error("use", error.path1().string(), error.code().value()));
    } catch (const std::exception& error) {
        output.error(
            Error(ErrorKind::internal, error.what(), "this is a bug in cudaenv; please report it"));
    }
    return status_of(ErrorKind::internal);
}

/// Finds out what is asked for, and does it.
int run_words(const std::vector<std::string>& words,
              const Environment& environment,
              Output& output,
              const char* program_version) {
    Arguments arguments = split_arguments(words);
    CLI::App app;
    GlobalOptions options;
    Action chosen;
    describe(app, options);
    Registry registry{app, chosen, arguments.trailing};
    add_commands(registry);
    try {
        std::reverse(arguments.own.begin(), arguments.own.end());  // CLI11 takes them last first
        app.parse(arguments.own);
    } catch (const CLI::ParseError& error) {
        return report_usage(app, error, output);
    }
    if (options.quiet) output.set_verbosity(Verbosity::quiet);
    if (options.version) {
        output.data(fmt::format("cudaenv {}", program_version));
        return 0;
    }
    if (const auto misuse = find_misuse(app, arguments)) {
        output.error(*misuse);
        return kUsageStatus;
    }
    if (!chosen) {
        output.document(app.help());
        return 0;
    }
    return run_reporting(
        [&] {
            return run_in_surroundings(
                chosen, keeps_shims(app), environment, output, program_version);
        },
        status_rule(app),
        output);
}

}  // namespace

int run(int argc, char** argv, const char* program_version) {
    const Environment environment = Environment::capture();
    Output output(environment);
    return run_reporting(
        [&] {
            return run_words({argv + 1, argv + argc}, environment, output, program_version);
        },
        exit_status,
        output);
}

}  // namespace cudaenv::cli
