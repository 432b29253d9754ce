// SPDX-License-Identifier: Apache-2.0
// cudaenv: what a user types.
#include <cudaenv/cli/run.hpp>
#include <cudaenv/sys/standard_streams.hpp>

int main(int argc, char** argv) {
    cudaenv::prepare_process();
    return cudaenv::cli::run(argc, argv, CUDAENV_PROGRAM_VERSION);
}
