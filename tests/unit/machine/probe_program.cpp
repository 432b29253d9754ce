// SPDX-License-Identifier: Apache-2.0
// What `cudaenv probe-driver` does, without the rest of cudaenv.
#include <cudaenv/machine/probe.hpp>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc != 3) return EXIT_FAILURE;
    cudaenv::machine::probe_driver_libraries({argv[1], argv[2]}, [](const std::string& line) {
        std::puts(line.c_str());
        std::fflush(stdout);
    });
    return EXIT_SUCCESS;
}
