// SPDX-License-Identifier: Apache-2.0
// A shell writes down its process id and becomes the program.
#include "integration/background.hpp"

#include <cudaenv/sys/files.hpp>

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace cudaenv::test {

Background::Background(const std::vector<std::string>& argv,
                       const Environment& environment,
                       std::chrono::seconds deadline)
    : directory_(std::make_unique<TempDir>()) {
    std::vector<std::string> command{
        "/bin/sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", (*directory_ / "pid").string()};
    command.insert(command.end(), argv.begin(), argv.end());
    result_ = std::async(std::launch::async, [command, environment, deadline] {
        return run_process(command, environment, deadline).value();
    });
}

pid_t Background::pid() const {
    pid_t pid = 0;
    const bool is_started = eventually(
        [&] { return static_cast<bool>(std::ifstream((*directory_ / "pid").string()) >> pid); });
    if (!is_started) throw std::runtime_error("not started");
    return pid;
}

void Background::signal(int number) {
    if (::kill(pid(), number) != 0) throw std::runtime_error("cannot signal");
}

bool Background::signal_group(int number) {
    return ::kill(-pid(), number) == 0;
}

ProcessResult Background::wait() {
    return result_.get();
}

bool eventually(const std::function<bool()>& holds) {
    constexpr std::chrono::seconds patience{20};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace cudaenv::test
