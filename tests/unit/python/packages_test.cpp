// SPDX-License-Identifier: Apache-2.0
// Package names, and builds in them and in addresses.
#include "python/packages.hpp"

#include <gtest/gtest.h>

namespace cudaenv::python {
namespace {

std::string cuda_of(const char* build) {
    const auto cuda = find_build_cuda(build);
    return cuda ? cuda->text() : "none";
}

TEST(FrameworkPackage, IsKnownByEveryNameOfAFramework) {
    struct Row {
        const char* package;
        const char* framework;
        const char* build;
    };
    const Row rows[] = {
        {"torch", "torch", ""},
        {"pytorch", "torch", ""},
        {"tensorflow", "tensorflow", ""},
        {"tensorflow-gpu", "tensorflow", ""},
        {"tensorflow-cpu", "tensorflow", "cpu"},
        {"jaxlib", "jax", ""},
        {"jax-cuda12-plugin", "jax", "cuda12"},
        {"jax-cuda13-pjrt", "jax", "cuda13"},
        {"cupy-cuda12x", "cupy", "cuda12x"},
        {"cupy-cuda112", "cupy", "cuda112"},
        {"onnxruntime-gpu", "onnxruntime-gpu", ""},
        {"paddlepaddle-gpu", "paddlepaddle-gpu", ""},
        {"vllm", "vllm", ""},
        {"mxnet-cu112", "mxnet", "cu112"},
        {"mxnet-cu112mkl", "mxnet", ""},
    };
    for (const Row& row : rows) {
        const auto package = find_framework_package(row.package);
        ASSERT_TRUE(package) << row.package;
        EXPECT_EQ(package->framework, row.framework) << row.package;
        EXPECT_EQ(package->build, row.build) << row.package;
    }
}

TEST(FrameworkPackage, IsNoOtherPackage) {
    for (const auto* package :
         {"torchvision", "torchaudio", "jax-cuda", "cupy-cudaenv", "onnxruntime", "numpy", ""})
        EXPECT_FALSE(find_framework_package(package)) << package;
}

TEST(CompanionPackage, GoesWithAFrameworkOrWithACuda) {
    struct Row {
        const char* package;
        const char* name;
        const char* family;
        const char* framework;
        const char* build;
    };
    const Row rows[] = {
        {"flash-attn", "flash-attn", "flash-attn", "torch", ""},
        {"torchvision", "torchvision", "torchvision", "torch", ""},
        {"bitsandbytes", "bitsandbytes", "bitsandbytes", "torch", ""},
        {"cudf-cu12", "cudf", "rapids", "", "cu12"},
        {"dask-cudf-cu11", "dask-cudf", "rapids", "", "cu11"},
        {"cuml", "cuml", "rapids", "", ""},
        {"tensorrt", "tensorrt", "tensorrt", "", ""},
        {"tensorrt-cu12", "tensorrt", "tensorrt", "", "cu12"},
        {"tensorrt-cu13-libs", "tensorrt", "tensorrt", "", "cu13"},
        {"tensorrt-lean-cu12", "tensorrt", "tensorrt", "", "cu12"},
    };
    for (const Row& row : rows) {
        const auto companion = find_companion_package(row.package);
        ASSERT_TRUE(companion) << row.package;
        EXPECT_EQ(companion->name, row.name) << row.package;
        EXPECT_EQ(companion->family, row.family) << row.package;
        EXPECT_EQ(companion->framework, row.framework) << row.package;
        EXPECT_EQ(companion->build, row.build) << row.package;
    }
    for (const auto* other :
         {"tensorrt-llm", "torchmetrics", "torch", "numpy", "cudf-custom", "nvidia-cudnn-cu12", ""})
        EXPECT_FALSE(find_companion_package(other)) << other;
}

TEST(NvidiaWheel, IsTheRuntimeOrCudnn) {
    EXPECT_EQ(find_nvidia_wheel("nvidia-cuda-runtime-cu12"), NvidiaWheel::runtime);
    EXPECT_EQ(find_nvidia_wheel("nvidia-cuda-runtime"), NvidiaWheel::runtime);
    EXPECT_EQ(find_nvidia_wheel("cuda-toolkit"), NvidiaWheel::runtime);
    EXPECT_EQ(find_nvidia_wheel("nvidia-cudnn-cu13"), NvidiaWheel::cudnn);
    EXPECT_FALSE(find_nvidia_wheel("nvidia-cudnn-frontend"));
    EXPECT_FALSE(find_nvidia_wheel("nvidia-nccl-cu12"));
}

TEST(BuildCuda, IsReadFromItsDigits) {
    EXPECT_EQ(cuda_of("cu124"), "12.4");
    EXPECT_EQ(cuda_of("cu118"), "11.8");
    EXPECT_EQ(cuda_of("cu92"), "9.2");
    EXPECT_EQ(cuda_of("cu100"), "10.0");
    EXPECT_EQ(cuda_of("cu130"), "13.0");
    EXPECT_EQ(cuda_of("cu12"), "12");
    EXPECT_EQ(cuda_of("cuda12x"), "12");
    EXPECT_EQ(cuda_of("cuda112"), "11.2");
    EXPECT_EQ(cuda_of("cuda12.4"), "12.4");
    for (const auto* other : {"cpu", "rocm6.2", "cu", "cuda", "custom", "cu12foo", ""})
        EXPECT_EQ(cuda_of(other), "none") << other;
}

TEST(Build, IsForCudaOrForSomethingElseThatIsKnown) {
    for (const auto* build :
         {"cu124", "cuda12x", "cuda12.6", "cpu", "cpu.cxx11.abi", "xpu", "rocm6.2", "rocm6.2.4"})
        EXPECT_TRUE(is_build(build)) << build;
    for (const auto* other : {"",
                              "df5bbc09d1.nv24.12",
                              "gitc8ac5ff",
                              "cu",
                              "custom",
                              "cpus",
                              "rocm",
                              "rocm6.2\x1b[31m",
                              "cu124.git123"})
        EXPECT_FALSE(is_build(other)) << other;
}

TEST(BuildInUrl, IsAPartOfThePath) {
    EXPECT_EQ(build_in_url("https://example.org/whl/cu124"), "cu124");
    EXPECT_EQ(build_in_url("https://example.org/whl/nightly/cu128/"), "cu128");
    EXPECT_EQ(build_in_url("https://example.org/whl/cpu"), "cpu");
    EXPECT_EQ(build_in_url("https://example.org/whl/rocm6.2"), "rocm6.2");
    EXPECT_EQ(build_in_url("https://example.org/simple?x=/1"), "");
    EXPECT_EQ(build_in_url(""), "");
}

}  // namespace
}  // namespace cudaenv::python
