// SPDX-License-Identifier: Apache-2.0
// Gathers the facts about this computer; what cannot be read is absent.
#include "machine/compat_library.hpp"
#include "machine/driver.hpp"
#include "machine/host_compiler.hpp"
#include "machine/overrides.hpp"
#include "machine/platform_marks.hpp"

#include <cudaenv/machine/machine.hpp>
#include <cudaenv/sys/process.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

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

/// The driver is not asked where both facts are given, nor where there shall be none.
void set_driver_and_gpus(Machine& machine,
                         const Environment& environment,
                         const Overrides& overrides,
                         const Places& places) {
    apply(overrides, machine);
    const bool shall_be_none = overrides.driver && !machine.driver;
    if (shall_be_none || (overrides.driver && overrides.gpu)) return;
    auto report = detect_driver(environment, places);
    if (!overrides.gpu) machine.gpus = std::move(report.gpus);
    if (overrides.driver) return;
    machine.driver = std::move(report.driver);
    machine.lacks_libcuda = report.lacks_libcuda;
    machine.lacks_devices = machine.driver && machine.driver->module && machine.is_container &&
                            device_names(places.system_root).empty();
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
                       const Places& places) {
    const fs::path& root = places.system_root;
    Machine machine;
    machine.platform = host_platform();
    machine.is_wsl = is_wsl(root);
    machine.is_container = is_container(environment, root);
    set_driver_and_gpus(machine, environment, overrides, places);
    machine.compilers = find_host_compilers(environment, places);
    machine.glibc = detect_glibc(root);
    if (machine.glibc) machine.glibc_origin = root == "/" ? "this process" : "libc.so.6";
    machine.has_binutils = has_binutils(environment);
    machine.has_libc_headers = has_libc_headers(machine.platform, root);
    machine.compat_libraries = find_compat_libraries(root);
    return machine;
}

}  // namespace cudaenv::machine
