// SPDX-License-Identifier: Apache-2.0
// Puts together what the kernel's files, the library's name and the driver itself say.
#include "machine/driver.hpp"

#include "machine/ask_driver.hpp"
#include "machine/gpu.hpp"
#include "machine/platform_marks.hpp"
#include "machine/system_file.hpp"

#include <string>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kModuleVersion = "sys/module/nvidia/version";
constexpr const char* kProcVersion = "proc/driver/nvidia/version";
constexpr const char* kTegraRelease = "etc/nv_tegra_release";

DriverFiles read_driver_files(const Environment& environment, const fs::path& system_root) {
    DriverFiles files;
    if (const auto text = read_system_file(system_root / kModuleVersion)) {
        files.module = parse_module_version(*text);
        files.module_origin = std::string("/") + kModuleVersion;
    }
    const auto text = files.module ? std::nullopt : read_system_file(system_root / kProcVersion);
    if (text) {
        files.module = parse_proc_version(*text);
        files.module_origin = std::string("/") + kProcVersion;
    }
    files.cuda = find_driver_library("libcuda.so.1", environment, system_root);
    files.nvml = find_driver_library("libnvidia-ml.so.1", environment, system_root);
    return files;
}

/// From the name of libcuda, else of NVML, which come in one package; else from who refused it.
void set_library(Driver& driver, const DriverFiles& files, const DriverAnswer& answer) {
    for (const auto& library : {files.cuda, files.nvml}) {
        if (!library || !library->version) continue;
        driver.library = library->version;
        driver.library_origin = library->real_path.string();
        return;
    }
    driver.library = answer.library;
    driver.library_origin = answer.library ? answer.library_origin : "";
}

void set_cuda(Driver& driver, const DriverAnswer& answer) {
    driver.cuda = answer.cuda;
    driver.cuda_origin = answer.cuda ? answer.cuda_origin : "";
}

std::optional<Driver> linux_driver(const DriverFiles& files, const DriverAnswer& answer) {
    if (!files.module && !answer.driver) return std::nullopt;
    Driver driver = files.module ? Driver{*files.module, files.module_origin}
                                 : Driver{*answer.driver, answer.driver_origin};
    driver.module = files.module;
    set_library(driver, files, answer);
    set_cuda(driver, answer);
    const bool differ = driver.module && driver.library && *driver.module != *driver.library;
    driver.mismatched = differ || answer.mismatched;
    if (!differ) return driver;
    if (*driver.library < *driver.module) {
        driver.version = *driver.library;
        driver.origin = driver.library_origin;
    } else {
        // The newer library promises what the kernel module cannot keep.
        driver.cuda = std::nullopt;
        driver.cuda_origin.clear();
    }
    return driver;
}

std::optional<Driver> windows_driver(const DriverAnswer& answer) {
    if (!answer.driver) return std::nullopt;
    Driver driver{*answer.driver, answer.driver_origin, DriverKind::windows};
    set_cuda(driver, answer);
    return driver;
}

/// The driver of a Tegra by its kernel module alone. JetPack 5's has the number of Linux for Tegra,
/// JetPack 6's tells it. From JetPack 7 on, and with a graphics card, it is the usual driver, built
/// apart ("580.00"), so that only its branch can be compared.
std::optional<Driver> tegra_driver_of_module(const DriverFiles& files) {
    if (!files.module) return std::nullopt;
    constexpr unsigned oldest_desktop_branch = 100;
    const auto& module = *files.module;
    if (module.major_number() < oldest_desktop_branch)
        return Driver{module, files.module_origin, DriverKind::tegra};
    if (const auto release = tegra_release_of_driver(module))
        return Driver{*release, files.module_origin, DriverKind::tegra};
    return Driver{module.truncated(1), files.module_origin};
}

/// The number of Linux for Tegra in its release file, else what the kernel module tells.
std::optional<Driver> find_tegra_release(const DriverFiles& files, const fs::path& system_root) {
    const auto text = read_system_file(system_root / kTegraRelease);
    if (const auto release = text ? parse_tegra_release(*text) : std::nullopt) {
        return Driver{*release, std::string("/") + kTegraRelease, DriverKind::tegra};
    }
    return tegra_driver_of_module(files);
}

std::optional<Driver> tegra_driver(const DriverFiles& files,
                                   const DriverAnswer& answer,
                                   const fs::path& system_root) {
    auto driver = find_tegra_release(files, system_root);
    if (driver) set_cuda(*driver, answer);
    return driver;
}

}  // namespace

DriverReport detect_driver(const Environment& environment, const Places& places) {
    const fs::path& root = places.system_root;
    const auto files = read_driver_files(environment, root);
    const auto answer = ask_driver(files, environment, places);
    DriverReport report{std::nullopt, answer.gpus, false};
    if (is_tegra(root)) {
        report.driver = tegra_driver(files, answer, root);
        if (report.gpus.empty()) report.gpus = read_tegra_gpu(root);
    } else if (!files.module && is_wsl(root)) {
        report.driver = windows_driver(answer);
    } else {
        report.driver = linux_driver(files, answer);
        report.lacks_libcuda = report.driver && !report.driver->mismatched && answer.lacks_libcuda;
        if (report.gpus.empty()) report.gpus = read_proc_gpus(root);
    }
    return report;
}

}  // namespace cudaenv::machine
