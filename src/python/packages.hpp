// SPDX-License-Identifier: Apache-2.0
// The packages of the frameworks, and how builds for CUDA are named.
#pragma once

#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::python {

struct FrameworkPackage {
    std::string framework;
    std::string build;  ///< "cuda12x" of cupy-cuda12x, "cpu" of tensorflow-cpu; empty: not said
};

/// By a normalised package name.
std::optional<FrameworkPackage> find_framework_package(std::string_view package);

/// A package of compiled code that is no framework, but goes with one, or with a CUDA.
struct CompanionPackage {
    std::string name;       ///< without the build: "cudf" of cudf-cu12
    std::string family;     ///< packages of one release and one CUDA: "rapids"; else as `name`
    std::string framework;  ///< that it is compiled for: "torch"; empty: for a CUDA only
    std::string build;      ///< "cu12" of cudf-cu12; empty: not said
};

/// By a normalised package name: what is compiled for PyTorch (flash-attn, xformers, torchvision…),
/// TensorRT, RAPIDS.
std::optional<CompanionPackage> find_companion_package(std::string_view package);

/// What NVIDIA's own wheel of this (normalised) name is; they stand beside a framework that brings
/// its runtime by requiring them.
enum class NvidiaWheel { runtime, cudnn };
std::optional<NvidiaWheel> find_nvidia_wheel(std::string_view package);

/// "cu124" and "cuda12.4" are 12.4, "cu92" is 9.2, "cu12" and "cuda12x" are 12; nullopt for "cpu".
std::optional<Version> find_build_cuda(std::string_view build);
/// Whether `text` tells what a build is for: "cu124", "cpu", "cpu.cxx11.abi", "xpu", "rocm6.2"; not
/// so the commit of a build from source.
bool is_build(std::string_view text);
/// "cu124", "cpu" or "rocm6.2", where it is a part of the address's path; empty: none is.
std::string build_in_url(std::string_view url);

}  // namespace cudaenv::python
