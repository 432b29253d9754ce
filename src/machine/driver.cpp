// SPDX-License-Identifier: Apache-2.0
// Reads the driver version from the kernel's files, else from nvidia-smi.
#include "machine/system_file.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/machine/driver.hpp>
#include <cudaenv/sys/process.hpp>

#include <array>
#include <chrono>
#include <string>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kModuleVersion = "sys/module/nvidia/version";
constexpr const char* kProcVersion = "proc/driver/nvidia/version";
constexpr std::chrono::seconds kSmiDeadline{2};
constexpr std::array<std::string_view, 2> kSmiLabels{"Driver Version:", "KMD Version:"};

std::optional<Version> find_driver_version(std::string_view text) {
    auto version = find_version(text);
    const bool is_driver = version && !version->is_prerelease() && version->numbers().size() >= 2;
    return is_driver ? version : std::nullopt;
}

/// The words after the first occurrence of `label`.
std::vector<std::string_view> words_after(std::string_view text, std::string_view label) {
    const auto at = text.find(label);
    if (at == std::string_view::npos) return {};
    return split_words(text.substr(at + label.size()));
}

bool is_jetson(const fs::path& system_root) {
    if (read_system_file(system_root / "etc/nv_tegra_release")) return true;
    const auto compatible = read_system_file(system_root / "proc/device-tree/compatible");
    return compatible && compatible->find("nvidia,tegra") != std::string::npos;
}

bool is_wsl(const fs::path& system_root) {
    std::error_code ignored;
    if (fs::exists(system_root / "usr/lib/wsl/lib/libdxcore.so", ignored)) return true;
    const auto release = read_system_file(system_root / "proc/sys/kernel/osrelease");
    return release && to_lower(*release).find("microsoft") != std::string::npos;
}

std::optional<Driver> read_kernel_files(const fs::path& system_root) {
    if (const auto text = read_system_file(system_root / kModuleVersion)) {
        if (const auto version = parse_module_version(*text)) {
            return Driver{*version, std::string("/") + kModuleVersion};
        }
    }
    if (const auto text = read_system_file(system_root / kProcVersion)) {
        if (const auto version = parse_proc_version(*text)) {
            return Driver{*version, std::string("/") + kProcVersion};
        }
    }
    return std::nullopt;
}

std::optional<Driver> ask_nvidia_smi(const Environment& environment) {
    const auto program = find_program("nvidia-smi", environment.find("PATH").value_or(""));
    if (!program) return std::nullopt;
    const auto result = run_process({program->string()}, environment, kSmiDeadline);
    if (!result || result->timed_out || result->status != 0) return std::nullopt;
    const auto version = parse_smi_banner(result->output);
    if (!version) return std::nullopt;
    return Driver{*version, program->string()};
}

}  // namespace

std::optional<Version> parse_module_version(std::string_view text) {
    return find_driver_version(trim(text));
}

std::optional<Version> parse_proc_version(std::string_view text) {
    // Only the first line is the driver's: the second quotes a compiler's output and can be
    // anything.
    const auto first_line = text.substr(0, text.find('\n'));
    const auto words = words_after(first_line, "Kernel Module");
    if (words.empty()) return std::nullopt;
    if (words[0] != "for") return find_driver_version(words[0]);
    return words.size() < 3 ? std::nullopt : find_driver_version(words[2]);
}

std::optional<Version> parse_smi_banner(std::string_view text) {
    for (const auto label : kSmiLabels) {
        const auto words = words_after(text, label);
        if (!words.empty()) return find_driver_version(words[0]);
    }
    return std::nullopt;
}

std::optional<Driver> detect_driver(const Environment& environment, const fs::path& system_root) {
    if (is_jetson(system_root)) return std::nullopt;
    if (auto driver = read_kernel_files(system_root)) return driver;
    if (is_wsl(system_root)) return std::nullopt;
    return ask_nvidia_smi(environment);
}

}  // namespace cudaenv::machine
