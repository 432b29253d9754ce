// SPDX-License-Identifier: Apache-2.0
// Detects the machine, or reads what another one said of itself.
#include "jobs/machine_facts.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/machine/machine_file.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/standard_streams.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::jobs {

namespace {

machine::Places places(const Surroundings& surroundings) {
    machine::Places places;
    places.system_root = system_root(surroundings.environment);
    places.cache = surroundings.layout.cache / "machine";
    places.probe = {surroundings.program.string(), kProbeCommand};
    return places;
}

machine::Machine read_machine(const MachineWish& wish) {
    const std::string& file = wish.file;
    if (file == "-") {
        return machine::parse_machine(read_standard_input(machine::kMaxMachineBytes),
                                      "standard input");
    }
    const auto text = find_given_text(file, machine::kMaxMachineBytes);
    if (text) return machine::parse_machine(*text, file);
    throw Error(ErrorKind::usage,
                fmt::format("{}: there is no file {}", wish.file_where, file),
                Advice::describe_machine);
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

machine::Overrides with_given(machine::Overrides overrides, const machine::Overrides& given) {
    if (given.driver) {
        overrides.driver = given.driver;
        overrides.driver_where = given.driver_where;
    }
    if (given.gpu) {
        overrides.gpu = given.gpu;
        overrides.gpu_where = given.gpu_where;
    }
    return overrides;
}

bool is_bare(const machine::Gpu& gpu) {
    return !gpu.capability;
}

}  // namespace

machine::Machine load_machine(const MachineWish& wish, const Surroundings& surroundings) {
    const Environment& environment = surroundings.environment;
    if (wish.file.empty()) {
        return machine::detect_machine(
            environment,
            with_given(machine::environment_overrides(environment), wish.given),
            places(surroundings));
    }
    machine::Machine machine = read_machine(wish);
    machine::apply(wish.given, machine);
    return machine;
}

bool has_unknown_gpu(const machine::Machine& machine) {
    return std::any_of(machine.gpus.begin(), machine.gpus.end(), is_bare);
}

void look_up_gpus(machine::Machine& machine,
                  const MachineWish& wish,
                  const catalog::GpuTable& table) {
    for (machine::Gpu& gpu : machine.gpus) {
        if (!is_bare(gpu)) continue;
        const auto* product = table.find_product(gpu.name);
        const bool is_given = gpu.origin == variables::kGpu ||
                              (!wish.given.gpu_where.empty() && gpu.origin == wish.given.gpu_where);
        if (product != nullptr) {
            gpu.capability = product->capability;
        } else if (is_given) {
            throw unknown_gpu(gpu, table);
        }
    }
}

}  // namespace cudaenv::jobs
