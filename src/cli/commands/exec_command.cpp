// SPDX-License-Identifier: Apache-2.0
// cudaenv exec: run a command under an environment, with no shell hook.
#include "cli/command.hpp"
#include "cli/steps/pins.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/jobs/activation.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/sys/process.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <chrono>

namespace cudaenv::cli {

namespace {

constexpr int kNotFoundStatus = 127;
constexpr int kNotExecutableStatus = 126;

struct ExecOptions {
    std::string spec;
    std::string each;
    std::vector<std::string> command;  ///< what stood after "--"
};

/// The surroundings of the command: the environment's variables, and CUDAENV_VERSION so that shims
/// inside agree.
Environment surroundings(const std::optional<std::string>& spec, const Services& services) {
    const selection::Selection selection = require_selection(spec, services);
    const activation::Changes changes =
        jobs::activate(selection, services.environment, services.layout);
    Environment environment = activation::applied(services.environment, changes);
    if (selection.environment) {
        environment.set(variables::kVersion, selection.environment->name);
    } else if (spec) {
        environment.set(variables::kVersion, "system");
    }
    return environment;
}

std::optional<std::filesystem::path> find_command(const std::string& name,
                                                  const Environment& environment) {
    return find_program(name, environment.find("PATH").value_or(""));
}

/// Says that there is no such program, and returns the status with which a shell tells it.
int report_missing(const std::string& name, const Output& output) {
    std::error_code ignored;
    if (name.find('/') != std::string::npos && std::filesystem::exists(name, ignored)) {
        output.error(Error(ErrorKind::refused, fmt::format("{} cannot be executed", name)));
        return kNotExecutableStatus;
    }
    output.error(Error(ErrorKind::not_found, fmt::format("{}: command not found", name)));
    return kNotFoundStatus;
}

int become(const std::vector<std::string>& command,
           const Environment& environment,
           const Output& output) {
    const auto program = find_command(command.front(), environment);
    if (!program) return report_missing(command.front(), output);
    const int reason = replace_process(*program, command, environment);
    output.error(io_error("run", program->string(), reason));
    return reason == ENOENT ? kNotFoundStatus : kNotExecutableStatus;
}

int run_and_wait(const std::vector<std::string>& command,
                 const Environment& environment,
                 const Output& output) {
    const auto program = find_command(command.front(), environment);
    if (!program) return report_missing(command.front(), output);
    try {
        return run_attached(*program, command, environment);
    } catch (const Error& error) {
        output.error(error);
        return kNotExecutableStatus;
    }
}

/// The surroundings of `spec`; nullopt, with words, when it cannot be had.
std::optional<Environment> find_surroundings(const std::string& spec, const Services& services) {
    try {
        return surroundings(spec, services);
    } catch (const Error& error) {
        services.output.error(error);
        return std::nullopt;
    }
}

struct EachResult {
    std::string name;
    int status = 0;
    double seconds = 0;
};

EachResult run_one(const std::string& spec,
                   const std::vector<std::string>& command,
                   const Services& services) {
    services.output.words(fmt::format("== {} ==", spec));
    const auto environment = find_surroundings(spec, services);
    if (!environment) return {spec, kNotFoundStatus, 0};
    const auto started = services.clock.now();
    const int status = run_and_wait(command, *environment, services.output);
    const std::chrono::duration<double> elapsed = services.clock.now() - started;
    return {spec, status, elapsed.count()};
}

int run_each(const ExecOptions& options, Services& services) {
    std::vector<std::string> specs;
    for (const std::string_view piece : split(options.each, ','))
        specs.push_back(parse_spec(piece).text());
    std::vector<EachResult> results;
    for (const std::string& spec : specs) {
        services.cancel.check();
        results.push_back(run_one(spec, options.command, services));
    }
    int status = 0;
    for (const EachResult& result : results) {
        services.output.words(
            fmt::format("{:<16} {:<8} {:>4.0f} s{}",
                        result.name,
                        result.status == 0 ? "passed" : "FAILED",
                        result.seconds,
                        result.status == 0 ? "" : fmt::format("   exit {}", result.status)));
        if (status == 0) status = result.status;
    }
    return status;
}

int run_exec(const ExecOptions& options, Services& services) {
    if (!options.each.empty()) return run_each(options, services);
    const auto spec = options.spec.empty() ? std::nullopt : std::optional(options.spec);
    return become(options.command, surroundings(spec, services), services.output);
}

}  // namespace

void add_exec_command(Registry& registry) {
    CLI::App* command = add_command<ExecOptions>(
        registry,
        "exec",
        "Run a command under an environment: cudaenv exec [SPEC] -- CMD…",
        [&registry](CLI::App& app, ExecOptions& options) {
            auto* each = app.add_option(
                "--each", options.each, "Run once under each of these: 11.2,12.4,13");
            app.add_option(
                   "spec", options.spec, "Release or environment (default: what applies here)")
                ->excludes(each);
            options.command = registry.trailing;
        },
        run_exec);
    command->footer(
        "examples:  cudaenv exec 11.2 -- nvcc --version\n           cudaenv exec --each 11.2,12.4 "
        "-- make test");
}

}  // namespace cudaenv::cli
