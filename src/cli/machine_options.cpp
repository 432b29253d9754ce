// SPDX-License-Identifier: Apache-2.0
// --driver, --gpu and --machine.
#include "cli/catalog_access.hpp"
#include "cli/machine_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/machine/machine_file.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

constexpr const char* kGpuOption = "--gpu";
constexpr const char* kStandardInput = "/dev/stdin";

machine::Surroundings surroundings_of(const Services& services) {
    machine::Surroundings surroundings;
    surroundings.system_root = system_root(services.environment);
    surroundings.cache = services.layout.cache / "machine";
    surroundings.probe = {services.program.string(), kProbeCommand};
    return surroundings;
}

machine::Machine load_machine(const std::string& file) {
    const std::string path = file == "-" ? kStandardInput : file;
    const auto text = find_file_text(path, machine::kMaxMachineBytes);
    if (text) return machine::parse_machine(*text, file == "-" ? "standard input" : file);
    throw Error(ErrorKind::usage,
                fmt::format("--machine: there is no file {}", file),
                "cudaenv machine --json writes one");
}

Error unknown_gpu(const machine::Gpu& gpu, const catalog::GpuTable& table) {
    constexpr std::size_t most = 4;
    const auto close = table.close_names(gpu.name, most);
    Error error(ErrorKind::usage,
                fmt::format("{}: no GPU that CUDA knows goes by the name \"{}\", or several do",
                            gpu.origin,
                            gpu.name),
                "give its compute capability instead: \"8.6\" or \"sm_86\"");
    if (!close.empty()) error.add_detail(fmt::format("close to it: {}", join(close, ", ")));
    return error;
}

machine::Overrides given_overrides(const MachineOptions& options, machine::Overrides overrides) {
    if (!options.driver.empty()) {
        overrides.driver = options.driver;
        overrides.driver_where = "--driver";
    }
    if (!options.gpu.empty()) {
        overrides.gpu = options.gpu;
        overrides.gpu_where = kGpuOption;
    }
    return overrides;
}

/// Throws for a name that was given and that no GPU has.
void look_up_names(machine::Machine& machine, const Services& services) {
    const auto is_bare = [](const machine::Gpu& gpu) { return !gpu.capability; };
    if (std::none_of(machine.gpus.begin(), machine.gpus.end(), is_bare)) return;
    const catalog::Catalog catalog = open_catalog(services);
    for (machine::Gpu& gpu : machine.gpus) {
        if (gpu.capability) continue;
        const auto* product = catalog.gpus().find_product(gpu.name);
        if (product != nullptr) {
            gpu.capability = product->capability;
        } else if (gpu.origin == kGpuOption || gpu.origin == variables::kGpu) {
            throw unknown_gpu(gpu, catalog.gpus());
        }
    }
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

machine::Machine detect(const MachineOptions& options, const Services& services) {
    machine::Machine machine;
    if (options.file.empty()) {
        const auto overrides =
            given_overrides(options, machine::environment_overrides(services.environment));
        machine =
            machine::detect_machine(services.environment, overrides, surroundings_of(services));
    } else {
        machine = load_machine(options.file);
        machine::apply(given_overrides(options, {}), machine);
    }
    look_up_names(machine, services);
    return machine;
}

void require_this_machine(const MachineOptions& options) {
    if (options.file.empty()) return;
    throw Error(ErrorKind::usage,
                "--machine asks about another machine, and installs nothing here",
                "add --dry-run to see what would be installed there");
}

}  // namespace cudaenv::cli
