// SPDX-License-Identifier: Apache-2.0
// Every component that NVIDIA has published since 11.4.2, and Debian's, in its profile.
#include <cudaenv/catalog/components.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace cudaenv::catalog {
namespace {

struct Row {
    const char* source;
    const char* component;
    std::optional<Profile> profile;
};

constexpr std::optional<Profile> kNever;
constexpr Profile kOnRequest = Profile::on_request;
constexpr std::optional<Profile> kMinimal = Profile::minimal;
constexpr std::optional<Profile> kDefault = Profile::standard;
constexpr std::optional<Profile> kFull = Profile::full;

const Row kRows[] = {
    {"redist", "cccl", kMinimal},
    {"redist", "collectx_bringup", kNever},
    {"redist", "cuda_cccl", kMinimal},
    {"redist", "cuda_compat", kOnRequest},
    {"redist", "cuda_compat_orin", kOnRequest},
    {"redist", "cuda_crt", kMinimal},
    {"redist", "cuda_ctadvisor", kDefault},
    {"redist", "cuda_cudart", kMinimal},
    {"redist", "cuda_culibos", kMinimal},
    {"redist", "cuda_cuobjdump", kDefault},
    {"redist", "cuda_cupti", kDefault},
    {"redist", "cuda_cuxxfilt", kDefault},
    {"redist", "cuda_demo_suite", kFull},
    {"redist", "cuda_documentation", kFull},
    {"redist", "cuda_gdb", kDefault},
    {"redist", "cuda_memcheck", kDefault},
    {"redist", "cuda_nsight", kFull},
    {"redist", "cuda_nvcc", kMinimal},
    {"redist", "cuda_nvdisasm", kDefault},
    {"redist", "cuda_nvml_dev", kDefault},
    {"redist", "cuda_nvprof", kDefault},
    {"redist", "cuda_nvprune", kDefault},
    {"redist", "cuda_nvrtc", kDefault},
    {"redist", "cuda_nvtx", kDefault},
    {"redist", "cuda_nvvp", kFull},
    {"redist", "cuda_opencl", kDefault},
    {"redist", "cuda_profiler_api", kDefault},
    {"redist", "cuda_sandbox_dev", kFull},
    {"redist", "cuda_sanitizer_api", kDefault},
    {"redist", "cuda_tileiras", kDefault},
    {"redist", "driver_assistant", kNever},
    {"redist", "fabricmanager", kNever},
    {"redist", "imex", kNever},
    {"redist", "libcublas", kDefault},
    {"redist", "libcudla", kDefault},
    {"redist", "libcufft", kDefault},
    {"redist", "libcufile", kDefault},
    {"redist", "libcuobjclient", kDefault},
    {"redist", "libcurand", kDefault},
    {"redist", "libcusolver", kDefault},
    {"redist", "libcusparse", kDefault},
    {"redist", "libnpp", kDefault},
    {"redist", "libnvfatbin", kDefault},
    {"redist", "libnvidia_nscq", kNever},
    {"redist", "libnvjitlink", kDefault},
    {"redist", "libnvjpeg", kDefault},
    {"redist", "libnvptxcompiler", kMinimal},
    {"redist", "libnvsdm", kNever},
    {"redist", "libnvvm", kMinimal},
    {"redist", "libnvvm_samples", kFull},
    {"redist", "mft", kNever},
    {"redist", "mft_autocomplete", kNever},
    {"redist", "mft_oem", kNever},
    {"redist", "nsight_compute", kFull},
    {"redist", "nsight_nvtx", kFull},
    {"redist", "nsight_systems", kFull},
    {"redist", "nsight_vse", kNever},
    {"redist", "nvidia_driver", kNever},
    {"redist", "nvidia_fs", kNever},
    {"redist", "nvlsm", kNever},
    {"redist", "visual_studio_integration", kNever},
    {"redist", "cudnn", kDefault},
    {"redist", "cudnn_jit", kOnRequest},
    {"redist", "cudnn_samples", kFull},
    {"wheels", "cuda_nvcc", kMinimal},
    {"wheels", "libcublas", kDefault},
    {"debian", "cuda_cccl", kMinimal},
    {"debian", "cuda_cudart", kMinimal},
    {"debian", "cuda_cupti", kDefault},
    {"debian", "cuda_dev", kMinimal},
    {"debian", "cuda_gdb", kFull},
    {"debian", "cuda_nvcc", kMinimal},
    {"debian", "cuda_nvprof", kDefault},
    {"debian", "gds", kFull},
    {"debian", "libnvvm", kMinimal},
    {"debian", "nsight_systems", kFull},
};

TEST(ComponentProfile, IsDecidedForEveryPublishedComponent) {
    for (const Row& row : kRows) {
        EXPECT_EQ(component_profile(row.source, row.component), row.profile)
            << row.source << ' ' << row.component;
    }
}

}  // namespace
}  // namespace cudaenv::catalog
