// SPDX-License-Identifier: Apache-2.0
// cudaenv-shim: every tool shim, and the prompt hook's helper.
#include <cudaenv/activation/shim.hpp>
#include <cudaenv/sys/environment.hpp>

#include <cstdio>

int main(int argc, char** argv) {
    const auto answer =
        cudaenv::activation::run_shim({argv, argv + argc}, cudaenv::Environment::capture());
    static_cast<void>(std::fputs(answer.message.c_str(), stderr));
    const bool is_written =
        std::fputs(answer.output.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return is_written ? answer.status : 1;
}
