// SPDX-License-Identifier: Apache-2.0
// What a command finds around it, and what became of it.
#include <cudaenv/base/variables.hpp>
#include <cudaenv/jobs/activation.hpp>
#include <cudaenv/jobs/exec_job.hpp>
#include <cudaenv/sys/process.hpp>

#include <optional>
#include <system_error>
#include <utility>

namespace cudaenv::jobs {

namespace {

namespace fs = std::filesystem;

/// The surroundings of a command under `spec`; throws where it cannot be had.
Environment require_environment(const std::string& spec, const Session& session) {
    const selection::Selection selection =
        selection::select({spec, {}}, session.environment(), session.layout());
    selection::require_installed(selection, session.environment());
    return command_environment(selection, session);
}

EachRun run_under(const std::string& spec,
                  const std::vector<std::string>& command,
                  const Session& session) {
    std::optional<Environment> environment;
    try {
        environment = require_environment(spec, session);
    } catch (const Error& error) {
        return {spec, NotSelected{error}};
    }
    const auto started = session.clock().now();
    const auto ending = [&](auto end) {
        return EachRun{spec, std::move(end), session.clock().now() - started};
    };
    const auto found = find_command(command.front(), *environment);
    if (const auto* missing = std::get_if<NoProgram>(&found)) return ending(*missing);
    try {
        return ending(Ran{run_attached(std::get<fs::path>(found), command, *environment)});
    } catch (const Error& error) {
        return ending(NotStarted{error});
    }
}

}  // namespace

Environment command_environment(const selection::Selection& selection, const Session& session) {
    const activation::Changes changes =
        activate(selection, session.environment(), session.layout());
    Environment environment = activation::applied(session.environment(), changes);
    if (selection.environment) {
        environment.set(variables::kVersion, selection.environment->name);
    } else if (selection.origin.kind == selection::OriginKind::argument) {
        environment.set(variables::kVersion, "system");
    }
    return environment;
}

std::variant<fs::path, NoProgram> find_command(const std::string& name,
                                               const Environment& environment) {
    if (auto program = find_program(name, environment.find("PATH").value_or("")))
        return *std::move(program);
    std::error_code ignored;
    return NoProgram{name, name.find('/') != std::string::npos && fs::exists(name, ignored)};
}

void run_under_each(const std::vector<std::string>& specs,
                    const std::vector<std::string>& command,
                    EachObserver& observer,
                    const Session& session) {
    for (const std::string& spec : specs) {
        session.cancel().check();
        observer.on_begin(spec);
        observer.on_end(run_under(spec, command, session));
    }
}

}  // namespace cudaenv::jobs
