// SPDX-License-Identifier: Apache-2.0
// GPUs that files name, where nobody could be asked.
#include "machine/gpu.hpp"

#include "machine/system_file.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>

#include <algorithm>
#include <array>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kProcGpus = "proc/driver/nvidia/gpus";
constexpr const char* kCompatible = "proc/device-tree/compatible";

struct TegraChip {
    std::string_view chip;
    std::string_view name;
    std::string_view capability;
};
constexpr std::array<TegraChip, 5> kTegraChips{{{"nvidia,tegra210", "Tegra X1", "5.3"},
                                                {"nvidia,tegra186", "Tegra X2", "6.2"},
                                                {"nvidia,tegra194", "Xavier", "7.2"},
                                                {"nvidia,tegra234", "Orin", "8.7"},
                                                {"nvidia,tegra264", "Thor", "11.0"}}};

/// The value of a line "Model: \t\t NVIDIA A100"; empty when there is none.
std::string_view value_of(std::string_view text, std::string_view key) {
    for (const auto line : split_lines(text)) {
        if (line.starts_with(key) && line.substr(key.size()).starts_with(':')) {
            return trim(line.substr(key.size() + 1));
        }
    }
    return {};
}

}  // namespace

std::vector<Gpu> read_proc_gpus(const fs::path& system_root) {
    const fs::path directory = system_root / kProcGpus;
    std::vector<std::string> addresses = list_directory(directory);
    std::sort(addresses.begin(), addresses.end());
    std::vector<Gpu> gpus;
    for (const std::string& address : addresses) {
        const auto text = read_system_file(directory / address / "information").value_or("");
        const auto model = value_of(text, "Model");
        const bool is_usable =
            !model.empty() && model != "Unknown" && value_of(text, "GPU Excluded") != "Yes";
        if (!is_usable) continue;
        gpus.push_back({.name = std::string(model), .origin = std::string("/") + kProcGpus});
    }
    return gpus;
}

std::vector<Gpu> read_tegra_gpu(const fs::path& system_root) {
    const auto compatible = read_system_file(system_root / kCompatible).value_or("");
    for (const auto& chip : kTegraChips) {
        if (compatible.find(chip.chip) == std::string::npos) continue;
        return {{.name = std::string(chip.name),
                 .capability = find_version(chip.capability),
                 .origin = std::string("/") + kCompatible}};
    }
    return {};
}

}  // namespace cudaenv::machine
