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
constexpr std::array<Known, 12> kKnown{{{"torch", "torch", ""},
                                        {"pytorch", "torch", ""},
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

std::optional<NvidiaWheel> find_nvidia_wheel(std::string_view package) {
    // Since CUDA 13 the toolkit's wheels have no suffix.
    if (package == "nvidia-cuda-runtime" || package.starts_with("nvidia-cuda-runtime-cu"))
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
        const auto name = to_lower(part.substr(0, part.find_first_of("?#")));
        if (is_build(name)) return name;
    }
    return {};
}

}  // namespace cudaenv::python
