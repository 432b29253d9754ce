// SPDX-License-Identifier: Apache-2.0
// --driver, --gpu and --machine.
#include "cli/options/machine_options.hpp"

#include <cudaenv/base/error.hpp>

namespace cudaenv::cli {

namespace {

jobs::MachineWish wish_of(const MachineOptions& options) {
    jobs::MachineWish wish;
    if (!options.driver.empty()) wish.given.driver = options.driver;
    wish.given.driver_where = "--driver";
    if (!options.gpu.empty()) wish.given.gpu = options.gpu;
    wish.given.gpu_where = "--gpu";
    wish.file = options.file;
    wish.file_where = "--machine";
    return wish;
}

}  // namespace

void bind_machine_options(CLI::App& command, MachineOptions& options) {
    command.add_option("--driver",
                       options.driver,
                       "Assume this driver version, or none (default: this machine's)");
    command.add_option("--gpu",
                       options.gpu,
                       "Assume these GPUs: 8.6, sm_90, \"RTX 4090\", several by comma, or none");
    command.add_option("--machine",
                       options.file,
                       "Answer for the machine that cudaenv machine --json described (- reads "
                       "standard input)");
}

jobs::Session open_session(const Services& services, const MachineOptions& options) {
    return jobs::Session(
        {services.environment, services.layout, services.program, services.clock, services.cancel},
        wish_of(options));
}

void require_this_machine(const MachineOptions& options) {
    if (options.file.empty()) return;
    throw Error(ErrorKind::usage,
                "--machine asks about another machine, and installs nothing here",
                "add --dry-run to see what would be installed there");
}

}  // namespace cudaenv::cli
