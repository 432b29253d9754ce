// SPDX-License-Identifier: Apache-2.0
// Toolkits, runtimes and libraries out of a wheel index.
#include "catalog/upstream/offers.hpp"
#include "catalog/upstream/wheel_project.hpp"
#include "catalog/upstream/wheel_requirement.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::catalog {

namespace {

constexpr auto kPlatforms = std::to_array<Platform>({Platform::linux_x86_64, Platform::linux_sbsa});

struct ProjectComponent {
    std::string_view project;  ///< without "-cu11" or "-cu12"
    std::string_view component;
};

constexpr auto kComponents = std::to_array<ProjectComponent>({
    {"nvidia-cublas", "libcublas"},
    {"nvidia-cuda-cccl", "cuda_cccl"},
    {"nvidia-cuda-crt", "cuda_crt"},
    {"nvidia-cuda-culibos", "cuda_culibos"},
    {"nvidia-cuda-cuobjdump", "cuda_cuobjdump"},
    {"nvidia-cuda-cupti", "cuda_cupti"},
    {"nvidia-cuda-cuxxfilt", "cuda_cuxxfilt"},
    {"nvidia-cuda-nvcc", "cuda_nvcc"},
    {"nvidia-cuda-nvdisasm", "cuda_nvdisasm"},
    {"nvidia-cuda-nvrtc", "cuda_nvrtc"},
    {"nvidia-cuda-opencl", "cuda_opencl"},
    {"nvidia-cuda-profiler-api", "cuda_profiler_api"},
    {"nvidia-cuda-runtime", "cuda_cudart"},
    {"nvidia-cuda-sanitizer-api", "cuda_sanitizer_api"},
    {"nvidia-cuda-tileiras", "cuda_tileiras"},
    {"nvidia-cudla", "libcudla"},
    {"nvidia-cufft", "libcufft"},
    {"nvidia-cufile", "libcufile"},
    {"nvidia-curand", "libcurand"},
    {"nvidia-cusolver", "libcusolver"},
    {"nvidia-cusparse", "libcusparse"},
    {"nvidia-npp", "libnpp"},
    {"nvidia-nvfatbin", "libnvfatbin"},
    {"nvidia-nvjitlink", "libnvjitlink"},
    {"nvidia-nvjpeg", "libnvjpeg"},
    {"nvidia-nvml-dev", "cuda_nvml_dev"},
    {"nvidia-nvptxcompiler", "libnvptxcompiler"},
    {"nvidia-nvtx", "cuda_nvtx"},
    {"nvidia-nvvm", "libnvvm"},
});

/// Libraries with releases of their own; a project for each toolkit major they are built for.
struct LibraryProject {
    std::string_view project;
    Product product;
    std::string_view component;
    std::string_view variant;
    std::size_t label_numbers = 0;  ///< of a wheel's version: those of NVIDIA's label; 0: all
};
constexpr auto kLibraryProjects = std::to_array<LibraryProject>({
    {"cutensor-cu11", Product::cutensor, "libcutensor", "cuda11"},
    {"cutensor-cu12", Product::cutensor, "libcutensor", "cuda12"},
    {"cutensor-cu13", Product::cutensor, "libcutensor", "cuda13"},
    {"nvidia-cudnn-cu11", Product::cudnn, "cudnn", "cuda11"},
    {"nvidia-cudnn-cu12", Product::cudnn, "cudnn", "cuda12"},
    {"nvidia-cudnn-cu13", Product::cudnn, "cudnn", "cuda13"},
    {"nvidia-cudss-cu12", Product::cudss, "libcudss", "cuda12", 3},
    {"nvidia-cudss-cu13", Product::cudss, "libcudss", "cuda13", 3},
    {"nvidia-cusparselt-cu12", Product::cusparselt, "libcusparse_lt", "cuda12"},
    {"nvidia-cusparselt-cu13", Product::cusparselt, "libcusparse_lt", "cuda13"},
    {"nvidia-libnvcomp-cu12", Product::nvcomp, "nvcomp", "cuda12", 3},
    {"nvidia-libnvcomp-cu13", Product::nvcomp, "nvcomp", "cuda13", 3},
    {"nvidia-nccl-cu11", Product::nccl, "nccl", "cuda11"},
    {"nvidia-nccl-cu12", Product::nccl, "nccl", "cuda12"},
    {"nvidia-nccl-cu13", Product::nccl, "nccl", "cuda13"},
    {"nvidia-nvshmem-cu12", Product::nvshmem, "libnvshmem", "cuda12"},
    {"nvidia-nvshmem-cu13", Product::nvshmem, "libnvshmem", "cuda13"},
});

/// "13.0.3" of "13.0.3.0": the fourth number is the meta project's own.
Version toolkit_label(const std::string& release) {
    const std::optional<Version> version = find_version(release);
    if (!version) {
        throw Error(ErrorKind::integrity,
                    fmt::format("cuda-toolkit \"{}\": no version of a toolkit", release));
    }
    return version->numbers().size() > 3 && !version->is_prerelease() ? version->truncated(3)
                                                                      : *version;
}

std::string_view component_of(std::string_view project,
                              const Version& label,
                              const std::string& where) {
    for (const std::string_view ending : {"-cu11", "-cu12"}) {
        if (project.ends_with(ending)) project.remove_suffix(ending.size());
    }
    for (const ProjectComponent& each : kComponents) {
        if (each.project != project) continue;
        const bool renamed = each.component == "cuda_cccl" && label >= parse_version("13.3");
        return renamed ? "cccl" : each.component;
    }
    throw Error(ErrorKind::integrity,
                fmt::format("{}: \"{}\" is of no known component", where, project));
}

/// Wheels hold a whole compiler from CUDA 13 on, except 13.0.0, which lacks nvcc's link stubs.
Provides provided_by(const Offer& offer, const Version& label) {
    const bool compiles = label.major_number() >= 13 && label != parse_version("13.0.0") &&
                          has_component(offer, "cuda_nvcc");
    return compiles ? Provides::toolkit : Provides::runtime;
}

using Projects = std::map<std::string, std::vector<Wheel>>;

Release import_toolkit(const std::string& meta_release,
                       const std::vector<std::string>& requirements,
                       const Projects& projects) {
    const std::string where = fmt::format("cuda-toolkit {}", meta_release);
    Release release;
    release.product = Product::cuda;
    release.version = toolkit_label(meta_release);
    release.prerelease = release.version.is_prerelease();
    Offer offer;
    offer.source = SourceName::wheels;
    for (const std::string& line : requirements) {
        const WheelRequirement requirement = WheelRequirement::parse(line, where);
        if (!requirement.is_for_all()) continue;
        const std::string& project = requirement.project();
        const auto wheels = projects.find(project);
        if (wheels == projects.end()) {
            throw Error(ErrorKind::integrity,
                        fmt::format("{}: needs {}, whose index page is not there", where, project));
        }
        const std::string_view component = component_of(project, release.version, where);
        bool found = false;
        for (const Platform platform : kPlatforms) {
            const Wheel* wheel = requirement.choose(wheels->second, platform);
            if (wheel == nullptr) continue;
            add_archive(offer, platform, make_archive(*wheel, project, component), where);
            found = true;
        }
        if (!found) {
            throw Error(ErrorKind::integrity,
                        fmt::format("{}: no wheel satisfies \"{}\"", where, line));
        }
    }
    if (offer.archives.empty()) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}: its extra \"all\" requires nothing", where));
    }
    offer.provides = provided_by(offer, release.version);
    release.offers.push_back(std::move(offer));
    return release;
}

/// NVIDIA's label of the release that a wheel belongs to: "0.7.1" of 0.7.1.6.
Version library_label(const Wheel& wheel, std::size_t numbers) {
    Version release = wheel.version.release();
    return numbers == 0 || release.is_prerelease() ? release : release.truncated(numbers);
}

/// The wheel to take for each release and platform: a post release, or a later build of the same
/// label, replaces what it corrects, unless it was withdrawn.
std::map<std::pair<Version, Platform>, const Wheel*> newest_wheels(const std::vector<Wheel>& wheels,
                                                                   std::size_t label_numbers) {
    std::map<std::pair<Version, Platform>, const Wheel*> newest;
    for (const Wheel& wheel : wheels) {
        const Wheel*& chosen = newest[{library_label(wheel, label_numbers), wheel.platform}];
        const bool better = chosen == nullptr || (chosen->yanked && !wheel.yanked) ||
                            (chosen->yanked == wheel.yanked && chosen->version < wheel.version);
        if (better) chosen = &wheel;
    }
    return newest;
}

using Releases = std::map<std::pair<Product, Version>, Release>;

void import_library(const LibraryProject& project,
                    const std::vector<Wheel>& wheels,
                    Releases& releases) {
    const std::string name(project.project);
    for (const auto& [key, wheel] : newest_wheels(wheels, project.label_numbers)) {
        const auto& [version, platform] = key;
        Release& release = releases[{project.product, version}];
        if (release.offers.empty()) {
            release.product = project.product;
            release.version = version;
            release.prerelease = version.is_prerelease();
            Offer& offer = release.offers.emplace_back();
            offer.source = SourceName::wheels;
            offer.provides = Provides::library;
        }
        Archive archive = make_archive(*wheel, name, project.component);
        archive.variant = project.variant;
        add_archive(release.offers.front(), platform, std::move(archive), name);
    }
}

}  // namespace

std::vector<Release> import_wheels(const WheelIndex& index) {
    Projects projects;
    for (const auto& [name, json] : index.projects) {
        projects.emplace(formats::normalised_name(name), parse_wheel_project(json, name));
    }
    std::vector<Release> releases;
    for (const auto& [release, requirements] : index.toolkit_requirements) {
        releases.push_back(import_toolkit(release, requirements, projects));
    }
    Releases libraries;
    for (const LibraryProject& project : kLibraryProjects) {
        const auto wheels = projects.find(std::string(project.project));
        if (wheels != projects.end()) import_library(project, wheels->second, libraries);
    }
    for (auto& [key, release] : libraries) releases.push_back(std::move(release));
    return releases;
}

}  // namespace cudaenv::catalog
