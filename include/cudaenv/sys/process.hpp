// SPDX-License-Identifier: Apache-2.0
// Starting other programs without a shell.
#pragma once

#include <cudaenv/sys/environment.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv {

struct ProcessResult {
    int status = 0;  ///< exit status, or 128 + signal number
    bool timed_out = false;
    std::string output;  ///< standard output
    std::string errors;  ///< standard error
};

/// Runs argv[0] (an absolute path) with captured output and no input; killed after `timeout`.
/// nullopt when it cannot be started.
std::optional<ProcessResult> run_process(const std::vector<std::string>& argv,
                                         const Environment& environment,
                                         std::chrono::milliseconds timeout);

/// Runs with this process's own streams and waits: the exit status, or 128 + signal. Throws
/// Error(io) when it cannot be started.
int run_attached(const std::filesystem::path& program,
                 const std::vector<std::string>& argv,
                 const Environment& environment);

/// execve(2): becomes `program`. Returns only on failure, with errno.
int replace_process(const std::filesystem::path& program,
                    const std::vector<std::string>& argv,
                    const Environment& environment);

/// The executable regular file that `name` means: a name with '/' as given, else the first on
/// `path_value`.
std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const std::string& path_value);

}  // namespace cudaenv
