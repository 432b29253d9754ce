// SPDX-License-Identifier: Apache-2.0
// cudaenv exec: run a command under an environment, with no shell hook.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/steps/pins.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/jobs/exec_job.hpp>
#include <cudaenv/sys/process.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <variant>

namespace cudaenv::cli {

namespace {

constexpr int kNotFoundStatus = 127;
constexpr int kNotExecutableStatus = 126;

struct ExecOptions {
    std::string spec;
    std::string each;
    std::vector<std::string> command;  ///< what stood after "--"
};

/// Says why there is nothing to run, and returns the status with which a shell tells it.
int report(const jobs::NoProgram& missing, const Output& output) {
    if (missing.is_there) {
        output.error(Error(ErrorKind::refused, fmt::format("{} cannot be executed", missing.name)));
        return kNotExecutableStatus;
    }
    output.error(Error(ErrorKind::not_found, fmt::format("{}: command not found", missing.name)));
    return kNotFoundStatus;
}

int become(const std::vector<std::string>& command,
           const Environment& environment,
           const Output& output) {
    const auto found = jobs::find_command(command.front(), environment);
    if (const auto* missing = std::get_if<jobs::NoProgram>(&found)) return report(*missing, output);
    const auto& program = std::get<std::filesystem::path>(found);
    const int reason = replace_process(program, command, environment);
    output.error(io_error("run", program.string(), reason));
    return reason == ENOENT ? kNotFoundStatus : kNotExecutableStatus;
}

/// The status of a run, after saying what kept it from being one.
struct StatusOf {
    const Output& output;

    int operator()(const jobs::Ran& ran) const { return ran.status; }
    int operator()(const jobs::NoProgram& missing) const { return report(missing, output); }
    int operator()(const jobs::NotSelected& nowhere) const {
        output.error(nowhere.why);
        return kNotFoundStatus;
    }
    int operator()(const jobs::NotStarted& failed) const {
        output.error(failed.why);
        return kNotExecutableStatus;
    }
};

class EachWords : public jobs::EachObserver {
 public:
    explicit EachWords(const Output& output) : output_(output) {}

    void on_begin(const std::string& spec) override {
        output_.words(fmt::format("== {} ==", spec));
    }
    void on_end(const jobs::EachRun& run) override {
        const int status = std::visit(StatusOf{output_}, run.end);
        lines_.push_back(fmt::format("{:<16} {:<8} {:>4.0f} s{}",
                                     run.spec,
                                     status == 0 ? "passed" : "FAILED",
                                     run.time.count(),
                                     status == 0 ? "" : fmt::format("   exit {}", status)));
        if (status_ == 0) status_ = status;
    }
    /// Returns the first status that is not 0.
    [[nodiscard]] int sum_up() const {
        for (const std::string& line : lines_) output_.words(line);
        return status_;
    }

 private:
    const Output& output_;
    std::vector<std::string> lines_;
    int status_ = 0;
};

int run_each(const ExecOptions& options, const Services& services) {
    std::vector<std::string> specs;
    for (const std::string_view piece : split(options.each, ','))
        specs.push_back(parse_spec(piece).text());
    EachWords words(services.output);
    jobs::run_under_each(specs, options.command, words, open_session(services));
    return words.sum_up();
}

int run_exec(const ExecOptions& options, Services& services) {
    if (!options.each.empty()) return run_each(options, services);
    const auto spec = options.spec.empty() ? std::nullopt : std::optional(options.spec);
    const selection::Selection selection = require_selection(spec, services);
    return become(options.command,
                  jobs::command_environment(selection, open_session(services)),
                  services.output);
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
