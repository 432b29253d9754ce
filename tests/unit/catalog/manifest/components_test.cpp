// SPDX-License-Identifier: Apache-2.0
// Every component that NVIDIA has published since 11.4.2, and Debian's, in its profile.
#include <cudaenv/catalog/components.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace cudaenv::catalog {
namespace {

struct Row {
    SourceName source;
    const char* component;
    std::optional<Profile> profile;
};

constexpr std::optional<Profile> kNever;
constexpr Profile kOnRequest = Profile::on_request;
constexpr std::optional<Profile> kMinimal = Profile::minimal;
constexpr std::optional<Profile> kDefault = Profile::standard;
constexpr std::optional<Profile> kFull = Profile::full;

const Row kRows[] = {
    {SourceName::redist, "cccl", kMinimal},
    {SourceName::redist, "collectx_bringup", kNever},
    {SourceName::redist, "cuda_cccl", kMinimal},
    {SourceName::redist, "cuda_compat", kOnRequest},
    {SourceName::redist, "cuda_compat_orin", kOnRequest},
    {SourceName::redist, "cuda_crt", kMinimal},
    {SourceName::redist, "cuda_ctadvisor", kDefault},
    {SourceName::redist, "cuda_cudart", kMinimal},
    {SourceName::redist, "cuda_culibos", kMinimal},
    {SourceName::redist, "cuda_cuobjdump", kDefault},
    {SourceName::redist, "cuda_cupti", kDefault},
    {SourceName::redist, "cuda_cuxxfilt", kDefault},
    {SourceName::redist, "cuda_demo_suite", kFull},
    {SourceName::redist, "cuda_documentation", kFull},
    {SourceName::redist, "cuda_gdb", kDefault},
    {SourceName::redist, "cuda_memcheck", kDefault},
    {SourceName::redist, "cuda_nsight", kFull},
    {SourceName::redist, "cuda_nvcc", kMinimal},
    {SourceName::redist, "cuda_nvdisasm", kDefault},
    {SourceName::redist, "cuda_nvml_dev", kDefault},
    {SourceName::redist, "cuda_nvprof", kDefault},
    {SourceName::redist, "cuda_nvprune", kDefault},
    {SourceName::redist, "cuda_nvrtc", kDefault},
    {SourceName::redist, "cuda_nvtx", kDefault},
    {SourceName::redist, "cuda_nvvp", kFull},
    {SourceName::redist, "cuda_opencl", kDefault},
    {SourceName::redist, "cuda_profiler_api", kDefault},
    {SourceName::redist, "cuda_sandbox_dev", kFull},
    {SourceName::redist, "cuda_sanitizer_api", kDefault},
    {SourceName::redist, "cuda_tileiras", kDefault},
    {SourceName::redist, "driver_assistant", kNever},
    {SourceName::redist, "fabricmanager", kNever},
    {SourceName::redist, "imex", kNever},
    {SourceName::redist, "libcublas", kDefault},
    {SourceName::redist, "libcudla", kDefault},
    {SourceName::redist, "libcufft", kDefault},
    {SourceName::redist, "libcufile", kDefault},
    {SourceName::redist, "libcuobjclient", kDefault},
    {SourceName::redist, "libcurand", kDefault},
    {SourceName::redist, "libcusolver", kDefault},
    {SourceName::redist, "libcusparse", kDefault},
    {SourceName::redist, "libnpp", kDefault},
    {SourceName::redist, "libnvfatbin", kDefault},
    {SourceName::redist, "libnvidia_nscq", kNever},
    {SourceName::redist, "libnvjitlink", kDefault},
    {SourceName::redist, "libnvjpeg", kDefault},
    {SourceName::redist, "libnvptxcompiler", kMinimal},
    {SourceName::redist, "libnvsdm", kNever},
    {SourceName::redist, "libnvvm", kMinimal},
    {SourceName::redist, "libnvvm_samples", kFull},
    {SourceName::redist, "mft", kNever},
    {SourceName::redist, "mft_autocomplete", kNever},
    {SourceName::redist, "mft_oem", kNever},
    {SourceName::redist, "nsight_compute", kFull},
    {SourceName::redist, "nsight_nvtx", kFull},
    {SourceName::redist, "nsight_systems", kFull},
    {SourceName::redist, "nsight_vse", kNever},
    {SourceName::redist, "nvidia_driver", kNever},
    {SourceName::redist, "nvidia_fs", kNever},
    {SourceName::redist, "nvlsm", kNever},
    {SourceName::redist, "visual_studio_integration", kNever},
    {SourceName::redist, "cudnn", kDefault},
    {SourceName::redist, "cudnn_jit", kOnRequest},
    {SourceName::redist, "cudnn_samples", kFull},
    {SourceName::wheels, "cuda_nvcc", kMinimal},
    {SourceName::wheels, "libcublas", kDefault},
    {SourceName::debian, "cuda_cccl", kMinimal},
    {SourceName::debian, "cuda_cudart", kMinimal},
    {SourceName::debian, "cuda_cupti", kDefault},
    {SourceName::debian, "cuda_dev", kMinimal},
    {SourceName::debian, "cuda_gdb", kFull},
    {SourceName::debian, "cuda_nvcc", kMinimal},
    {SourceName::debian, "cuda_nvprof", kDefault},
    {SourceName::debian, "gds", kFull},
    {SourceName::debian, "libnvvm", kMinimal},
    {SourceName::debian, "nsight_systems", kFull},
};

TEST(ComponentProfile, IsDecidedForEveryPublishedComponent) {
    for (const Row& row : kRows) {
        EXPECT_EQ(component_profile(row.source, row.component), row.profile)
            << source_text(row.source) << ' ' << row.component;
    }
}

}  // namespace
}  // namespace cudaenv::catalog
