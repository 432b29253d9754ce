// SPDX-License-Identifier: Apache-2.0
// posix_spawn(3) and waitpid(2) as values.
#pragma once

#include <cudaenv/sys/environment.hpp>
#include <cudaenv/sys/files.hpp>

#include <spawn.h>
#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv {

/// A null-terminated char* array over `strings`, which must outlive it: what exec takes.
std::vector<char*> pointers_to(std::vector<std::string>& strings);

/// What a child process gets that differs from this one.
class SpawnSetup {
 public:
    SpawnSetup();
    ~SpawnSetup();
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;

    void default_signal(int number);
    void own_process_group();
    void no_input();
    void redirect(const UniqueFd& from, int to);

    /// The process number, or the negated errno value.
    pid_t spawn(const std::filesystem::path& program,
                std::vector<std::string> argv,
                const Environment& environment) const;

 private:
    void add_flag(int flag);

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
    sigset_t default_signals_{};
    int flags_ = 0;
};

/// The exit status, or 128 + signal; nullopt while the child runs.
std::optional<int> try_reap(pid_t pid);
/// Waits for the child; as try_reap.
int reap(pid_t pid);

}  // namespace cudaenv
