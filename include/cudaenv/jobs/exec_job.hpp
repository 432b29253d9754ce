// SPDX-License-Identifier: Apache-2.0
// Commands that run under an environment, without a shell hook.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/selection/selection.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// The variables of a command under what is selected; CUDAENV_VERSION is one, so that shims inside
/// agree. `selection` is not missing.
Environment command_environment(const selection::Selection& selection, const Session& session);

/// No program is called so.
struct NoProgram {
    std::string name;
    bool is_there = false;  ///< a path was named, and what is there cannot be executed
};
/// What `name` starts under `environment`.
std::variant<std::filesystem::path, NoProgram> find_command(const std::string& name,
                                                            const Environment& environment);

/// The command ran to its end.
struct Ran {
    int status;  ///< or 128 + signal
};
/// The environment cannot be had.
struct NotSelected {
    Error why;
};
/// The system would not start it.
struct NotStarted {
    Error why;
};
/// What became of a command under one environment.
struct EachRun {
    std::string spec;
    std::variant<Ran, NoProgram, NotSelected, NotStarted> end;
    std::chrono::duration<double> time = {};
};

class EachObserver {
 public:
    virtual ~EachObserver() = default;
    virtual void on_begin(const std::string& spec) = 0;
    virtual void on_end(const EachRun& run) = 0;
};

/// Runs the command with this process's own streams under each of `specs`, one after the other,
/// whatever becomes of those before. Throws Interrupted.
void run_under_each(const std::vector<std::string>& specs,
                    const std::vector<std::string>& command,
                    EachObserver& observer,
                    const Session& session);

}  // namespace cudaenv::jobs
