// SPDX-License-Identifier: Apache-2.0
// --driver and --gpu.
#include "cli/machine_options.hpp"

namespace cudaenv::cli {

void bind_machine_options(CLI::App& command, MachineOptions& options) {
    command.add_option("--driver",
                       options.driver,
                       "Assume this driver version, or none (default: this machine's)");
    command.add_option(
        "--gpu", options.gpu, "Assume these GPUs, as compute capabilities: 8.6 or 8.0,9.0");
}

machine::Machine detect(const MachineOptions& options, const Services& services) {
    machine::Overrides overrides = machine::environment_overrides(services.environment);
    if (!options.driver.empty()) {
        overrides.driver = options.driver;
        overrides.driver_where = "--driver";
    }
    if (!options.gpu.empty()) {
        overrides.gpu = options.gpu;
        overrides.gpu_where = "--gpu";
    }
    return machine::detect_machine(services.environment, overrides, "/");
}

}  // namespace cudaenv::cli
