// SPDX-License-Identifier: Apache-2.0
// Starting and reaping children; posix_spawn runs no code of ours between fork and exec.
#include "sys/spawn.hpp"

#include "sys/write_signals.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace cudaenv {

namespace {

int shell_status(int wait_status) {
    return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

}  // namespace

/// char* array over strings that must outlive it, as exec wants it.
std::vector<char*> pointers_to(std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    pointers.reserve(strings.size() + 1);
    for (std::string& text : strings) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

SpawnSetup::SpawnSetup() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    sigemptyset(&default_signals_);
    // This program ignores them; others expect to die of them, unless it was started to ignore
    // them.
    for (const int number : kWriteSignals) {
        if (!was_ignored_at_start(number)) default_signal(number);
    }
}

SpawnSetup::~SpawnSetup() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
}

void SpawnSetup::default_signal(int number) {
    sigaddset(&default_signals_, number);
    posix_spawnattr_setsigdefault(&attributes_, &default_signals_);
    add_flag(POSIX_SPAWN_SETSIGDEF);
}

void SpawnSetup::own_process_group() {
    posix_spawnattr_setpgroup(&attributes_, 0);
    add_flag(POSIX_SPAWN_SETPGROUP);
}

void SpawnSetup::no_input() {
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
}

void SpawnSetup::redirect(const UniqueFd& from, int to) {
    posix_spawn_file_actions_adddup2(&actions_, from.get(), to);
}

void SpawnSetup::add_flag(int flag) {
    flags_ |= flag;
    posix_spawnattr_setflags(&attributes_, static_cast<short>(flags_));
}

pid_t SpawnSetup::spawn(const std::filesystem::path& program,
                        std::vector<std::string> argv,
                        const Environment& environment) const {
    std::vector<std::string> lines = environment.lines();
    const auto arguments = pointers_to(argv);
    const auto variables = pointers_to(lines);
    pid_t pid = 0;
    const int failure = posix_spawn(
        &pid, program.c_str(), &actions_, &attributes_, arguments.data(), variables.data());
    return failure == 0 ? pid : -failure;
}

std::optional<int> try_reap(pid_t pid) {
    int wait_status = 0;
    const pid_t reaped = ::waitpid(pid, &wait_status, WNOHANG);
    if (reaped == pid) return shell_status(wait_status);
    return std::nullopt;
}

int reap(pid_t pid) {
    int wait_status = 0;
    while (::waitpid(pid, &wait_status, 0) < 0) {
        if (errno != EINTR) return 127;
    }
    return shell_status(wait_status);
}

}  // namespace cudaenv
