// SPDX-License-Identifier: Apache-2.0
// Toolkit releases out of Debian's packages.
#include "catalog/upstream/debian_packages.hpp"
#include "catalog/upstream/offers.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::catalog {

namespace {

constexpr std::string_view kToolkitSource = "nvidia-cuda-toolkit";

struct PackageComponent {
    std::string_view package;  ///< without the version that ends the name of a library's package
    std::string_view component;
};

constexpr auto kComponents = std::to_array<PackageComponent>({
    {"gds-tools", "gds"},
    {"libaccinj64-", "cuda_nvprof"},
    {"libcublas", "libcublas"},
    {"libcublaslt", "libcublas"},
    {"libcudart", "cuda_cudart"},
    {"libcufft", "libcufft"},
    {"libcufftw", "libcufft"},
    {"libcufile", "libcufile"},
    {"libcufile-dev", "libcufile"},
    {"libcufile-rdma", "libcufile"},
    {"libcuinj64-", "cuda_nvprof"},
    {"libcupti", "cuda_cupti"},
    {"libcupti-dev", "cuda_cupti"},
    {"libcurand", "libcurand"},
    {"libcusolver", "libcusolver"},
    {"libcusolvermg", "libcusolver"},
    {"libcusparse", "libcusparse"},
    {"libnppc", "libnpp"},
    {"libnppial", "libnpp"},
    {"libnppicc", "libnpp"},
    {"libnppidei", "libnpp"},
    {"libnppif", "libnpp"},
    {"libnppig", "libnpp"},
    {"libnppim", "libnpp"},
    {"libnppist", "libnpp"},
    {"libnppisu", "libnpp"},
    {"libnppitc", "libnpp"},
    {"libnpps", "libnpp"},
    {"libnvblas", "libcublas"},
    {"libnvfatbin", "libnvfatbin"},
    {"libnvidia-ml-dev", "cuda_nvml_dev"},
    {"libnvjitlink", "libnvjitlink"},
    {"libnvjpeg", "libnvjpeg"},
    {"libnvrtc", "cuda_nvrtc"},
    {"libnvrtc-builtins", "cuda_nvrtc"},
    {"libnvtoolsext", "cuda_nvtx"},
    {"libnvvm", "libnvvm"},
    {"nsight-compute", "nsight_compute"},
    {"nsight-compute-target", "nsight_compute"},
    {"nsight-systems", "nsight_systems"},
    {"nsight-systems-target", "nsight_systems"},
    {"nvidia-cuda-dev", "cuda_dev"},
    {"nvidia-cuda-gdb", "cuda_gdb"},
    {"nvidia-cuda-toolkit", "cuda_nvcc"},
    {"nvidia-profiler", "cuda_nvprof"},
});

/// Documentation, a graphical profiler with its Java, a kernel module, links and an empty package.
constexpr auto kLeftOut = std::to_array<std::string_view>({
    "libcupti-doc",
    "nvidia-cuda-toolkit-doc",
    "nvidia-cuda-toolkit-gcc",
    "nvidia-fs-dkms",
    "nvidia-opencl-dev",
    "nvidia-openjdk-8-jre",
    "nvidia-visual-profiler",
});

/// Thrust, CUB and libcu++ come from Debian's own source packages, not from NVIDIA's.
constexpr auto kCccl =
    std::to_array<std::string_view>({"libcu++-dev", "libcub-dev", "libthrust-dev"});

/// Without them nothing compiles, so an index that lacks one is incomplete (main or non-free was
/// left out).
constexpr auto kRequired =
    std::to_array<std::string_view>({"libcub-dev", "libthrust-dev", "nvidia-cuda-dev"});

template <typename Names>
bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view without_version(std::string_view package) {
    return package.substr(0, package.find_last_not_of("0123456789.") + 1);
}

/// Empty for a package that is left out; throws for one this program has never heard of.
std::string_view find_component(const DebianPackage& package) {
    if (contains(kCccl, package.name)) return "cuda_cccl";
    if (contains(kLeftOut, package.name)) return {};
    for (const std::string_view name :
         {std::string_view(package.name), without_version(package.name)}) {
        for (const PackageComponent& each : kComponents) {
            if (each.package == name) return each.component;
        }
    }
    throw Error(ErrorKind::integrity,
                fmt::format("{}: package \"{}\" of {} is of no known component",
                            package.file,
                            package.name,
                            kToolkitSource));
}

Version toolkit_label(const DebianPackage& toolkit) {
    const std::optional<Version> label = find_version(component_version(toolkit.source_version));
    if (label) return *label;
    throw Error(
        ErrorKind::integrity,
        fmt::format("{}: \"{}\" is no version of a toolkit", toolkit.file, toolkit.source_version));
}

void check_complete(const DebianPackages& packages, const DebianPackage& toolkit) {
    for (const std::string_view name : kRequired) {
        if (packages.contains(std::string(name))) continue;
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}: {} is there, but {} is in no index of its suite and architecture",
                        toolkit.file,
                        toolkit.name,
                        name),
            "import the indexes of main and non-free together");
    }
}

Release& release_of(std::vector<Release>& releases, const Version& label) {
    for (Release& release : releases) {
        if (release.version == label) return release;
    }
    Release& release = releases.emplace_back();
    release.product = Product::cuda;
    release.version = label;
    release.offers.emplace_back().source = SourceName::debian;
    return release;
}

}  // namespace

bool is_toolkit_package(std::string_view name, std::string_view source) {
    return source == kToolkitSource || contains(kCccl, name);
}

std::vector<Release> debian_toolkits(const DebianSuites& suites) {
    std::vector<Release> releases;
    for (const auto& [key, packages] : suites) {
        const auto& [suite, platform] = key;
        const auto toolkit = packages.find("nvidia-cuda-toolkit");
        if (toolkit == packages.end()) continue;
        check_complete(packages, toolkit->second);
        Offer& offer = release_of(releases, toolkit_label(toolkit->second)).offers.front();
        if (offer.archives.contains(platform)) {
            throw Error(
                ErrorKind::integrity,
                fmt::format("{}: another suite has the same toolkit", toolkit->second.file));
        }
        for (const auto& [name, package] : packages) {
            if (!is_toolkit_package(name, package.source)) continue;
            const std::string_view component = find_component(package);
            if (component.empty()) continue;
            add_archive(offer, platform, make_archive(package, component), package.file);
        }
    }
    return releases;
}

}  // namespace cudaenv::catalog
