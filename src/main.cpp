// SPDX-License-Identifier: Apache-2.0
// cudaenv: what a user types.
#include <cudaenv/cli/run.hpp>

int main(int argc, char** argv) { return cudaenv::cli::run(argc, argv, CUDAENV_PROGRAM_VERSION); }
