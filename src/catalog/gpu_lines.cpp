// SPDX-License-Identifier: Apache-2.0
// NVIDIA's lines of GPUs, and the further names that products go by.
#include "catalog/gpu_lines.hpp"

#include <array>

namespace cudaenv::catalog {

namespace {

/// The columns of developer.nvidia.com/cuda-gpus ("NVIDIA Data Center GPUs" against the consumer,
/// workstation and Jetson ones), as patterns. The first that fits decides.
struct Line {
    std::string_view begin;  ///< of the name without "NVIDIA "
    std::string_view end;
    bool data_center;
};
constexpr auto kLines = std::to_array<Line>({
    {"RTX PRO ", " Server Edition", true},
    {"RTX ", "", false},
    {"GeForce ", "", false},
    {"Quadro ", "", false},
    {"TITAN ", "", false},
    {"Jetson ", "", false},
    {"Orin", "", false},
    {"Thor", "", false},
    {"T1000", "", false},
    {"T600", "", false},
    {"T400", "", false},
    {"GB10", "", false},
    {"DGX Spark", "", false},
    {"Tesla ", "", true},
    {"A", "", true},
    {"B", "", true},
    {"GB", "", true},
    {"GH", "", true},
    {"H", "", true},
    {"L", "", true},
    {"R", "", true},
});

constexpr std::string_view kVendor = "NVIDIA ";

/// The remark in brackets that is a name of its own, and whose chip NVML calls otherwise.
struct Alias {
    std::string_view listed;
    std::string_view name;
};
constexpr auto kAliases = std::to_array<Alias>({
    {"NVIDIA GB10 (DGX Spark)", "NVIDIA DGX Spark"},
    {"Jetson T5000 (AGX Thor)", "Jetson AGX Thor"},
    {"Jetson T5000 (AGX Thor)", "NVIDIA Thor"},
    {"Jetson AGX Orin", "Orin (nvgpu)"},
});

}  // namespace

bool is_data_center(std::string_view name) {
    if (name.starts_with(kVendor)) name.remove_prefix(kVendor.size());
    for (const Line& line : kLines) {
        if (name.starts_with(line.begin) && name.ends_with(line.end)) return line.data_center;
    }
    return false;
}

std::vector<std::string> product_names(std::string_view listed) {
    std::vector<std::string> names;
    for (const Alias& alias : kAliases) {
        if (alias.listed == listed) names.emplace_back(alias.name);
    }
    const bool has_own_name = !names.empty() && listed.ends_with(')');
    names.insert(names.begin(),
                 std::string(has_own_name ? listed.substr(0, listed.find(" (")) : listed));
    return names;
}

}  // namespace cudaenv::catalog
