// SPDX-License-Identifier: Apache-2.0
// cudaenv-shim: every tool shim, and the prompt hook's helper.
#include <cudaenv/activation/shim.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/sys/environment.hpp>
#include <cudaenv/sys/standard_streams.hpp>

#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace {

void say(const std::string& line) {
    static_cast<void>(cudaenv::write_stream(STDERR_FILENO, cudaenv::printable(line).append("\n")));
}

}  // namespace

int main(int argc, char** argv) {
    cudaenv::prepare_process();
    const auto answer =
        cudaenv::activation::run_shim({argv, argv + argc}, cudaenv::Environment::capture());
    for (const std::string& line : answer.words) say(line);
    const int reason = cudaenv::write_stream(STDOUT_FILENO, answer.output);
    if (reason == 0) return answer.status;
    if (reason == EPIPE) return 128 + SIGPIPE;
    say("cudaenv: " + cudaenv::io_error("write to", "standard output", reason).message());
    return 1;
}
