// SPDX-License-Identifier: Apache-2.0
// Package names and build names.
#include "python/packages.hpp"

#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::python {

namespace {

struct Known {
    std::string_view package;
    std::string_view framework;
    std::string_view build;
};
constexpr std::array<Known, 14> kKnown{{{"torch", "torch", ""},
                                        {"pytorch", "torch", ""},
                                        {"pytorch-gpu", "torch", ""},
                                        {"pytorch-cpu", "torch", "cpu"},
                                        {"tensorflow", "tensorflow", ""},
                                        {"tensorflow-gpu", "tensorflow", ""},
                                        {"tensorflow-cpu", "tensorflow", "cpu"},
                                        {"jax", "jax", ""},
                                        {"jaxlib", "jax", ""},
                                        {"cupy", "cupy", ""},
                                        {"onnxruntime-gpu", "onnxruntime-gpu", ""},
                                        {"paddlepaddle-gpu", "paddlepaddle-gpu", ""},
                                        {"vllm", "vllm", ""},
                                        {"mxnet", "mxnet", "cpu"}}};

/// The build is a part of the package's name, between the prefix and the next dash.
struct Family {
    std::string_view prefix;
    std::string_view framework;
};
constexpr std::array<Family, 3> kFamilies{
    {{"cupy-cuda", "cupy"}, {"jax-cuda", "jax"}, {"mxnet-cu", "mxnet"}}};

/// Compiled for one release of PyTorch, or for what its C++ interface keeps compatible.
constexpr std::array<std::string_view, 15> kForTorch{"torchvision",
                                                     "torchaudio",
                                                     "torchtext",
                                                     "xformers",
                                                     "flash-attn",
                                                     "flash-attn-3",
                                                     "bitsandbytes",
                                                     "deepspeed",
                                                     "torch-scatter",
                                                     "torch-sparse",
                                                     "torch-cluster",
                                                     "torch-spline-conv",
                                                     "pyg-lib",
                                                     "mamba-ssm",
                                                     "causal-conv1d"};
constexpr std::array<std::string_view, 19> kRapids{"cudf",
                                                   "dask-cudf",
                                                   "cudf-polars",
                                                   "pylibcudf",
                                                   "libcudf",
                                                   "cuml",
                                                   "libcuml",
                                                   "cugraph",
                                                   "pylibcugraph",
                                                   "nx-cugraph",
                                                   "cuspatial",
                                                   "cuxfilter",
                                                   "cucim",
                                                   "cuvs",
                                                   "pylibraft",
                                                   "raft-dask",
                                                   "rmm",
                                                   "dask-cuda",
                                                   "rapids"};
constexpr std::string_view kTensorRt = "tensorrt";

/// Cuts "-cu12" off the end, and gives "cu12"; empty where none stands.
std::string_view take_cuda_suffix(std::string_view& package) {
    const auto dash = package.rfind('-');
    if (dash == std::string_view::npos) return {};
    const auto suffix = package.substr(dash + 1);
    if (!suffix.starts_with("cu") || !find_build_cuda(suffix)) return {};
    package = package.substr(0, dash);
    return suffix;
}

/// "tensorrt-cu12-libs", "tensorrt-lean-cu12": parts of one release, by the CUDA among their words.
std::optional<CompanionPackage> find_tensorrt(std::string_view package) {
    if (package != kTensorRt && !package.starts_with("tensorrt-")) return std::nullopt;
    constexpr std::array<std::string_view, 5> parts{"", "libs", "bindings", "lean", "dispatch"};
    CompanionPackage companion{std::string(kTensorRt), std::string(kTensorRt), {}, {}};
    for (const auto word : split(package.substr(kTensorRt.size()), '-')) {
        if (find_build_cuda(word)) {
            companion.build = word;
        } else if (std::find(parts.begin(), parts.end(), word) == parts.end()) {
            return std::nullopt;  // tensorrt-llm has releases of its own
        }
    }
    return companion;
}

/// A number alone is a major from 10 to 19 (cu12), else major and minor without their dot (cu92).
std::string dotted(std::string_view digits) {
    const bool is_major = digits.size() == 2 && digits.front() == '1';
    if (digits.size() < 2 || is_major) return std::string(digits);
    return fmt::format("{}.{}", digits.substr(0, digits.size() - 1), digits.back());
}

bool is_rocm(std::string_view build) {
    constexpr std::string_view prefix = "rocm";
    return build.starts_with(prefix) && find_version(build.substr(prefix.size()));
}

}  // namespace

std::optional<FrameworkPackage> find_framework_package(std::string_view package) {
    for (const auto& known : kKnown) {
        if (known.package == package)
            return FrameworkPackage{std::string(known.framework), std::string(known.build)};
    }
    for (const auto& [prefix, framework] : kFamilies) {
        if (!package.starts_with(prefix) || package.size() == prefix.size() ||
            !is_digit(package[prefix.size()]))
            continue;
        auto build = package.substr(prefix.find('-') + 1);
        build = build.substr(0, build.find('-'));
        return FrameworkPackage{std::string(framework),
                                is_build(build) ? std::string(build) : std::string()};
    }
    return std::nullopt;
}

std::optional<CompanionPackage> find_companion_package(std::string_view package) {
    const auto is = [&](std::string_view name) { return name == package; };
    if (std::any_of(kForTorch.begin(), kForTorch.end(), is))
        return CompanionPackage{std::string(package), std::string(package), "torch", {}};
    if (auto tensorrt = find_tensorrt(package)) return tensorrt;
    const auto build = take_cuda_suffix(package);
    if (std::any_of(kRapids.begin(), kRapids.end(), is))
        return CompanionPackage{std::string(package), "rapids", {}, std::string(build)};
    return std::nullopt;
}

std::optional<NvidiaWheel> find_nvidia_wheel(std::string_view package) {
    // Since CUDA 13 the toolkit's wheels have no suffix, and torch 2.14 asks for all of them by
    // one.
    if (package == "cuda-toolkit" || package == "nvidia-cuda-runtime" ||
        package.starts_with("nvidia-cuda-runtime-cu"))
        return NvidiaWheel::runtime;
    if (package.starts_with("nvidia-cudnn-cu")) return NvidiaWheel::cudnn;
    return std::nullopt;
}

std::optional<Version> find_build_cuda(std::string_view build) {
    for (const std::string_view prefix : {"cuda", "cu"}) {
        if (!build.starts_with(prefix)) continue;
        build.remove_prefix(prefix.size());
        if (build.ends_with('x')) build.remove_suffix(1);
        const bool digits_only = std::all_of(build.begin(), build.end(), is_digit);
        const auto cuda = find_version(digits_only ? dotted(build) : std::string(build));
        return cuda && !cuda->is_prerelease() ? cuda : std::nullopt;
    }
    return std::nullopt;
}

bool is_build(std::string_view text) {
    return text == "cpu" || text == "cpu.cxx11.abi" || text == "xpu" || is_rocm(text) ||
           find_build_cuda(text);
}

std::string build_in_url(std::string_view url) {
    for (const auto part : split(url, '/')) {
        auto name = to_lower(part.substr(0, part.find_first_of("?#")));
        if (is_build(name)) return name;
    }
    return {};
}

}  // namespace cudaenv::python
