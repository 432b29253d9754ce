// SPDX-License-Identifier: Apache-2.0
// Gathers the facts about this computer; what cannot be read is absent.
#include "machine/overrides.hpp"

#include <cudaenv/machine/driver.hpp>
#include <cudaenv/machine/host_compiler.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/sys/process.hpp>

#include <algorithm>
#include <functional>
#include <string>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

bool has_binutils(const Environment& environment) {
    const auto path = environment.find("PATH").value_or("");
    return find_program("as", path) && find_program("ld", path);
}

bool has_start_file(Platform platform, const fs::path& system_root) {
    const auto triplet = fs::path("usr/lib") / gnu_triplet(platform);
    for (const auto& directory : {triplet, fs::path("usr/lib64"), fs::path("usr/lib")}) {
        std::error_code ignored;
        if (fs::exists(system_root / directory / "crt1.o", ignored)) return true;
    }
    return false;
}

bool has_libc_headers(Platform platform, const fs::path& system_root) {
    std::error_code ignored;
    return fs::exists(system_root / "usr/include/stdio.h", ignored) &&
           has_start_file(platform, system_root);
}

}  // namespace

std::vector<Version> capabilities(const Machine& machine) {
    std::vector<Version> known;
    for (const auto& gpu : machine.gpus) {
        if (gpu.capability) known.push_back(*gpu.capability);
    }
    std::sort(known.begin(), known.end(), std::greater<>{});
    known.erase(std::unique(known.begin(), known.end()), known.end());
    return known;
}

Machine detect_machine(const Environment& environment,
                       const Overrides& overrides,
                       const fs::path& system_root) {
    Machine machine;
    machine.platform = host_platform();
    machine.driver = overrides.driver
                         ? parse_driver_override(*overrides.driver, overrides.driver_where)
                         : detect_driver(environment, system_root);
    if (overrides.gpu) {
        for (const auto& capability : parse_gpu_override(*overrides.gpu, overrides.gpu_where)) {
            machine.gpus.push_back({.capability = capability, .origin = overrides.gpu_where});
        }
    }
    machine.compilers = find_host_compilers(environment);
    machine.glibc = detect_glibc(system_root);
    machine.has_binutils = has_binutils(environment);
    machine.has_libc_headers = has_libc_headers(machine.platform, system_root);
    return machine;
}

}  // namespace cudaenv::machine
