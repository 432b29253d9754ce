// SPDX-License-Identifier: Apache-2.0
// Which components belong to which profile.
#include <cudaenv/catalog/components.hpp>

#include <algorithm>
#include <array>

namespace cudaenv::catalog {

namespace {

/// What compiling and linking a program against cudart needs. Debian's cuda_dev holds every header.
constexpr auto kCompilerCore = std::to_array<std::string_view>({
    "cccl",
    "cuda_cccl",
    "cuda_crt",
    "cuda_cudart",
    "cuda_culibos",
    "cuda_dev",
    "cuda_nvcc",
    "libnvptxcompiler",
    "libnvvm",
});

/// Driver, fabric, firmware and Windows parts: nothing that a toolkit prefix may hold.
constexpr auto kNeverInstalled = std::to_array<std::string_view>({
    "collectx_bringup",
    "driver_assistant",
    "fabricmanager",
    "imex",
    "libnvidia_nscq",
    "libnvsdm",
    "mft",
    "mft_autocomplete",
    "mft_oem",
    "nsight_vse",
    "nvidia_driver",
    "nvidia_fs",
    "nvlsm",
    "visual_studio_integration",
});

/// Graphical tools, documentation, demonstrations.
constexpr auto kFullOnly = std::to_array<std::string_view>({
    "cuda_demo_suite",
    "cuda_documentation",
    "cuda_nsight",
    "cuda_nvvp",
    "cuda_sandbox_dev",
    "cudnn_samples",
    "gds",
    "libnvvm_samples",
    "nsight_compute",
    "nsight_nvtx",
    "nsight_systems",
});

/// A newer libcuda for an older driver; cuDNN without its precompiled engines.
constexpr auto kOnRequest = std::to_array<std::string_view>({
    "cuda_compat",
    "cuda_compat_orin",
    "cudnn_jit",
});

template <typename Names>
bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<Profile> component_profile(SourceName source, std::string_view component) {
    if (contains(kNeverInstalled, component)) return std::nullopt;
    // Debian rebuilds the debugger against its own release, where alone it starts.
    if (source == SourceName::debian && component == "cuda_gdb") return Profile::full;
    if (contains(kCompilerCore, component)) return Profile::minimal;
    if (contains(kFullOnly, component)) return Profile::full;
    if (contains(kOnRequest, component)) return Profile::on_request;
    return Profile::standard;
}

bool belongs_to_profile(SourceName source, std::string_view component, Profile profile) {
    const auto least = component_profile(source, component);
    return least && *least <= profile;
}

bool is_held(Provides provides, SourceName source, std::string_view component, Profile profile) {
    if (provides == Provides::compiler) return true;
    const bool is_toolkit = provides == Provides::toolkit;
    return belongs_to_profile(source, component, is_toolkit ? profile : Profile::standard);
}

}  // namespace cudaenv::catalog
