// SPDX-License-Identifier: Apache-2.0
// Running other programs: captured, attached, or in place of this one.
#include "sys/interruption.hpp"
#include "sys/spawn.hpp"
#include "sys/write_signals.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/process.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace cudaenv {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

/// The reading end of a child's stream, without blocking.
class OutputPipe {
 public:
    OutputPipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw io_error("create", "a pipe", errno);
        read_end_ = UniqueFd(ends[0]);
        write_end_ = UniqueFd(ends[1]);
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    }
    [[nodiscard]] const UniqueFd& write_end() const { return write_end_; }
    void close_write_end() { write_end_ = UniqueFd(); }
    [[nodiscard]] pollfd interest() const { return {read_end_.get(), POLLIN, 0}; }
    [[nodiscard]] bool at_end() const { return !read_end_; }

    /// Appends to `text` what there is to read now.
    void drain(std::string& text) {
        std::array<char, 16384> buffer{};
        while (read_end_) {
            const ssize_t count = ::read(read_end_.get(), buffer.data(), buffer.size());
            if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
            if (count < 0 && errno == EAGAIN) return;
            if (count == 0 || (count < 0 && errno != EINTR)) read_end_ = UniqueFd();
        }
    }

 private:
    UniqueFd read_end_;
    UniqueFd write_end_;
};

/// Kills the whole group. A process stuck in a broken driver cannot die: it is left behind.
int kill_and_reap(pid_t pid) {
    constexpr int attempts = 100;
    ::kill(-pid, SIGKILL);
    for (int i = 0; i < attempts; ++i) {
        if (const auto status = try_reap(pid)) return *status;
        system_clock().sleep(milliseconds(10));
    }
    return 128 + SIGKILL;
}

/// Waits a little, at most until `deadline`, for output or for time to pass.
void wait_for_output(const OutputPipe& output,
                     const OutputPipe& errors,
                     std::chrono::steady_clock::time_point deadline) {
    // Both streams at their end mean that the child is about to exit, so look again soon.
    const milliseconds pause(output.at_end() && errors.at_end() ? 1 : 20);
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - system_clock().now()) + milliseconds(1);
    std::array<pollfd, 2> interests{output.interest(), errors.interest()};
    ::poll(interests.data(), interests.size(), static_cast<int>(std::min(pause, left).count()));
}

/// Leaves the terminal's interrupt keys to the child while it runs.
class InterruptsIgnored {
 public:
    InterruptsIgnored() {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        sigaction(SIGINT, &ignore, &interrupt_);
        sigaction(SIGQUIT, &ignore, &quit_);
    }
    ~InterruptsIgnored() {
        sigaction(SIGINT, &interrupt_, nullptr);
        sigaction(SIGQUIT, &quit_, nullptr);
    }
    InterruptsIgnored(const InterruptsIgnored&) = delete;
    InterruptsIgnored& operator=(const InterruptsIgnored&) = delete;

    /// The child reacts to the keys as this process would have, unless it was started to ignore
    /// them.
    void restore_in(SpawnSetup& setup) const {
        if (interrupt_.sa_handler != SIG_IGN) setup.default_signal(SIGINT);
        if (quit_.sa_handler != SIG_IGN) setup.default_signal(SIGQUIT);
    }

 private:
    struct sigaction interrupt_ {};
    struct sigaction quit_ {};
};

bool is_executable_file(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::optional<ProcessResult> run_process(const std::vector<std::string>& argv,
                                         const Environment& environment,
                                         milliseconds timeout) {
    OutputPipe output;
    OutputPipe errors;
    SpawnSetup setup;
    setup.own_process_group();
    setup.no_input();
    setup.redirect(output.write_end(), STDOUT_FILENO);
    setup.redirect(errors.write_end(), STDERR_FILENO);
    const auto deadline = system_clock().now() + timeout;
    const pid_t pid = setup.spawn(argv.front(), argv, environment);
    if (pid < 0) return std::nullopt;
    output.close_write_end();
    errors.close_write_end();

    ProcessResult result;
    std::optional<int> status;
    while (!status) {
        wait_for_output(output, errors, deadline);
        status = try_reap(pid);
        if (!status && is_interrupted()) {
            kill_and_reap(pid);
            throw Interrupted();
        }
        if (!status && system_clock().now() >= deadline) {
            result.timed_out = true;
            status = kill_and_reap(pid);
        }
        output.drain(result.output);
        errors.drain(result.errors);
    }
    result.status = *status;
    return result;
}

int run_attached(const fs::path& program,
                 const std::vector<std::string>& argv,
                 const Environment& environment) {
    const EndHeldOff held_off;
    const InterruptsIgnored ignored;
    SpawnSetup setup;
    ignored.restore_in(setup);
    const pid_t pid = setup.spawn(program, argv, environment);
    if (pid < 0) throw io_error("run", program.string(), -pid);
    return reap(pid);
}

int replace_process(const fs::path& program,
                    const std::vector<std::string>& argv,
                    const Environment& environment) {
    std::vector<std::string> arguments = argv;
    std::vector<std::string> lines = environment.lines();
    const WriteSignalsRestored restored;
    ::execve(program.c_str(), pointers_to(arguments).data(), pointers_to(lines).data());
    return errno;
}

std::optional<fs::path> find_program(const std::string& name, const std::string& path_value) {
    if (name.empty()) return std::nullopt;
    if (name.find('/') != std::string::npos) {
        if (is_executable_file(name)) return name;
        return std::nullopt;
    }
    const PathList directories(path_value);
    for (const std::string& directory : directories.entries()) {
        fs::path candidate = fs::path(directory.empty() ? "." : directory) / name;
        if (is_executable_file(candidate)) return candidate;
    }
    return std::nullopt;
}

}  // namespace cudaenv
