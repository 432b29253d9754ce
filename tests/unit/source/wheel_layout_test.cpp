// SPDX-License-Identifier: Apache-2.0
// The mapping of NVIDIA's wheels and the links added to them.
#include "source/wheel_layout.hpp"

#include "mapping_table.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/source/source.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

TEST(WheelMapping, StripsTheDirectoriesOfCuda13) {
    expect_places(
        wheel_mapping("nvidia-cuda-nvcc"),
        {
            {"nvidia/cu13/bin/nvcc", "bin/nvcc"},
            {"nvidia/cu13/bin/crt/link.stub", "bin/crt/link.stub"},
            {"nvidia/cu13/bin/cicc", "nvvm/bin/cicc"},
            {"nvidia/cu13/nvvm/bin/cicc", "nvvm/bin/cicc"},
            {"nvidia/cu13/nvvm/libdevice/libdevice.10.bc", "nvvm/libdevice/libdevice.10.bc"},
            {"nvidia/cu13/lib/libnvvm.so.4", "lib/libnvvm.so.4"},
            {"nvidia/cu13/include/nvvm.h", "include/nvvm.h"},
            {"nvidia/cu13/compute-sanitizer/compute-sanitizer",
             "compute-sanitizer/compute-sanitizer"},
            {"nvidia_cuda_nvcc-13.0.88.dist-info/licenses/License.txt",
             "share/licenses/nvidia-cuda-nvcc/License.txt"},
            {"nvidia_cuda_nvcc-13.0.88.dist-info/RECORD", ""},
            {"nvidia_cuda_nvcc-13.0.88.dist-info/METADATA", ""},
        });
}

TEST(WheelMapping, StripsTheDirectoriesOfEarlierReleases) {
    expect_places(wheel_mapping("nvidia-cuda-nvcc-cu12"),
                  {
                      {"nvidia/cuda_nvcc/bin/ptxas", "bin/ptxas"},
                      {"nvidia/cuda_nvcc/include/crt/host_config.h", "include/crt/host_config.h"},
                      {"nvidia/cuda_nvcc/nvvm/lib64/libnvvm.so", "nvvm/lib64/libnvvm.so"},
                      {"nvidia/cuda_runtime/lib/libcudart.so.11.0", "lib/libcudart.so.11.0"},
                      {"nvidia/cuda_runtime/include/CL/cl.h", "include/CL/cl.h"},
                      {"nvidia/__init__.py", ""},
                      {"nvidia/cuda_runtime/__init__.py", ""},
                      {"nvidia/cuda_runtime/include/__init__.py", ""},
                      {"nvidia/cuda_runtime/lib/__init__.py", ""},
                      {"nvidia/nvjitlink/res/nvjitlink.def", ""},
                      {"nvidia/cuda_cccl/.metadata/scan.json", ""},
                      {"nvidia_cuda_nvcc_cu12-12.0.76.dist-info/License.txt",
                       "share/licenses/nvidia-cuda-nvcc-cu12/License.txt"},
                  });
}

TEST(WheelMapping, MapsTheLibrariesBesideTheToolkit) {
    expect_places(wheel_mapping("nvidia-nccl-cu12"),
                  {{"nvidia/nccl/lib/libnccl.so.2", "lib/libnccl.so.2"},
                   {"nvidia/nccl/include/nccl_device/core.h", "include/nccl_device/core.h"}});
    expect_places(
        wheel_mapping("nvidia-cusparselt-cu13"),
        {{"nvidia/cusparselt/lib/libcusparseLt.so.0", "lib/libcusparseLt.so.0"},
         {"nvidia/cu13/lib/libcusparseLt.so.0", "lib/libcusparseLt.so.0"},
         {"nvidia/cusparselt/LICENSE.txt", "share/licenses/nvidia-cusparselt-cu13/LICENSE.txt"}});
    expect_places(
        wheel_mapping("nvidia-nvshmem-cu13"),
        {{"nvidia/nvshmem/lib/libnvshmem_host.so.3", "lib/libnvshmem_host.so.3"},
         {"nvidia/nvshmem/lib/nvshmem_bootstrap_mpi.so.3", "lib/nvshmem_bootstrap_mpi.so.3"},
         {"nvidia/nvshmem/share/skills/x.md", ""}});
    expect_places(wheel_mapping("nvidia-cudss-cu13"),
                  {{"nvidia/cu13/lib/libcudss.so.1", "lib/libcudss.so.1"},
                   {"nvidia/cu13/include/cudss.h", "include/cudss.h"}});
    expect_places(wheel_mapping("nvidia-libnvcomp-cu13"),
                  {{"nvidia/libnvcomp/lib64/libnvcomp.so.6", "lib/libnvcomp.so.6"},
                   {"nvidia/libnvcomp/lib64/cmake/nvcomp/nvcomp-config.cmake",
                    "lib/cmake/nvcomp/nvcomp-config.cmake"},
                   {"nvidia/libnvcomp/include/nvcomp/lz4.h", "include/nvcomp/lz4.h"},
                   {"nvidia/libnvcomp/bin/nvlzcat", "bin/nvlzcat"},
                   {"nvidia/libnvcomp/load.py", ""},
                   {"nvidia/libnvcomp/LICENSE", "share/licenses/nvidia-libnvcomp-cu13/LICENSE"}});
}

TEST(WheelMapping, PutsCmakeFilesOfCcclWhereTheyFindTheirHeaders) {
    expect_places(wheel_mapping("nvidia-cuda-cccl"),
                  {
                      {"nvidia/cu13/cccl/lib/cmake/cccl/cccl-config.cmake",
                       "lib/cmake/cccl/cccl-config.cmake"},
                      {"nvidia/cu13/cuda_cccl/lib/cmake/cub/cub-config.cmake",
                       "lib/cmake/cub/cub-config.cmake"},
                      {"nvidia/cu13/include/cccl/cub/cub.cuh", "include/cccl/cub/cub.cuh"},
                      {"nvidia/cu13/include/nv/target", "include/nv/target"},
                      {"nvidia/cu13/cccl/LICENSE", "share/licenses/nvidia-cuda-cccl/LICENSE"},
                      {"nvidia/cu13/.metadata/x/y.json", ""},
                      {"nvidia/cu13/cuda_cccl/.metadata/x", ""},
                  });
}

TEST(WheelMapping, KeepsTheSanitizersHeadersApartFromThoseOfCupti) {
    const std::string entry = "nvidia/cu13/include/generated_cuda_runtime_api_meta.h";
    expect_places(
        wheel_mapping("nvidia-cuda-sanitizer-api"),
        {{entry, "compute-sanitizer/include/generated_cuda_runtime_api_meta.h"},
         {"nvidia/cu13/include/sanitizer.h", "include/sanitizer.h"},
         {"nvidia/cu13/bin/libsanitizer-collection.so", "bin/libsanitizer-collection.so"}});
    expect_places(wheel_mapping("nvidia-cuda-sanitizer-api-cu12"),
                  {{"nvidia/cuda_sanitizer_api/include/generated_cuda_meta.h",
                    "compute-sanitizer/include/generated_cuda_meta.h"}});
    expect_places(wheel_mapping("nvidia-cuda-cupti"),
                  {{entry, "include/generated_cuda_runtime_api_meta.h"}});
}

TEST(WheelMapping, MapsTheOtherLibraries) {
    expect_places(wheel_mapping("nvidia-cudnn-cu12"),
                  {{"nvidia/cudnn/lib/libcudnn.so.9", "lib/libcudnn.so.9"},
                   {"nvidia/cudnn/include/cudnn.h", "include/cudnn.h"}});
    expect_places(wheel_mapping("nvidia-nccl-cu13"),
                  {{"nvidia/nccl/include/nccl_device/core.h", "include/nccl_device/core.h"},
                   {"nvidia/nccl/lib/libnccl.so.2", "lib/libnccl.so.2"}});
    expect_places(wheel_mapping("cutensor-cu13"),
                  {{"cutensor/lib/libcutensor.so.2", "lib/libcutensor.so.2"},
                   {"cutensor/include/cutensor.h", "include/cutensor.h"},
                   {"cutensor/LICENSE", "share/licenses/cutensor-cu13/LICENSE"}});
    expect_places(
        wheel_mapping("nvidia-cusparselt-cu13"),
        {{"nvidia/cusparselt/lib/libcusparseLt.so.0", "lib/libcusparseLt.so.0"},
         {"nvidia/cusparselt/LICENSE.txt", "share/licenses/nvidia-cusparselt-cu13/LICENSE.txt"},
         {"nvidia/cu13/lib/libcusparseLt.so.0", "lib/libcusparseLt.so.0"}});
    expect_places(
        wheel_mapping("nvidia-nvshmem-cu13"),
        {{"nvidia/nvshmem/lib/nvshmem_bootstrap_mpi.so.3", "lib/nvshmem_bootstrap_mpi.so.3"},
         {"nvidia/nvshmem/share/skills/a/b.md", ""}});
}

TEST(WheelMapping, MakesProgramsExecutable) {
    const archive::Mapping mapping = wheel_mapping("nvidia-cuda-sanitizer-api-cu12");
    EXPECT_EQ(mapping("nvidia/cuda_sanitizer_api/bin/compute-sanitizer")->mode, 0755U);
    for (const char* const entry : {"nvidia/cu13/bin/nvcc.profile",
                                    "nvidia/cu13/bin/crt/link.stub",
                                    "nvidia/cu13/bin/libsanitizer-collection.so",
                                    "nvidia/cu13/include/cuda",
                                    "nvidia/cu13/nvvm/bin/cicc"}) {
        EXPECT_EQ(mapping(entry)->mode, std::nullopt) << entry;
    }
}

TEST(WheelMapping, SplitsOffBigStaticLibraries) {
    const archive::Mapping mapping = wheel_mapping("nvidia-cublas");
    EXPECT_EQ(mapping("nvidia/cu13/lib/libcublas_static.a")->part, kStatics);
    EXPECT_EQ(mapping("nvidia/cu13/lib/libcudart_static.a")->part, kCore);
}

void complete(const test::TempDir& directory) {
    TreeWriter tree(directory.path());
    complete_wheel_tree(tree, CancelFlag());
}

TEST(CompleteWheelTree, AddsDevelopmentLinks) {
    const test::TempDir tree;
    for (const char* const name : {"libcublas.so.13",
                                   "libnvrtc-builtins.alt.so.13.0",
                                   "libcheckpoint.so",
                                   "libcudart_static.a",
                                   "nvshmem_bootstrap_mpi.so.3"}) {
        replace_file(tree / ("lib/" + std::string(name)), "");
    }
    replace_file(tree / "include/cccl/cuda/std/lib.so.sort_heap.h", "");
    complete(tree);
    complete(tree);
    EXPECT_THAT(directory_names(tree / "lib"),
                ElementsAre("libcheckpoint.so",
                            "libcublas.so",
                            "libcublas.so.13",
                            "libcudart_static.a",
                            "libnvrtc-builtins.alt.so",
                            "libnvrtc-builtins.alt.so.13.0",
                            "nvshmem_bootstrap_mpi.so.3"));
    EXPECT_EQ(fs::read_symlink(tree / "lib/libcublas.so"), "libcublas.so.13");
    EXPECT_FALSE(fs::exists(tree / "nvvm"));
}

TEST(CompleteWheelTree, LinksThePlacesOfNvvm) {
    const test::TempDir tree;
    replace_file(tree / "lib/libnvvm.so.4", "");
    replace_file(tree / "include/nvvm.h", "");
    complete(tree);
    EXPECT_EQ(fs::read_symlink(tree / "nvvm/lib64/libnvvm.so.4"), "../../lib/libnvvm.so.4");
    EXPECT_EQ(fs::read_symlink(tree / "nvvm/lib64/libnvvm.so"), "libnvvm.so.4");
    EXPECT_EQ(fs::read_symlink(tree / "nvvm/include/nvvm.h"), "../../include/nvvm.h");
    EXPECT_EQ(fs::read_symlink(tree / "lib/libnvvm.so"), "libnvvm.so.4");
    EXPECT_TRUE(fs::exists(tree / "nvvm/lib64/libnvvm.so"));
}

TEST(CompleteWheelTree, GivesNvvmBeforeCuda13ItsSoname) {
    const test::TempDir tree;
    replace_file(tree / "nvvm/lib64/libnvvm.so", "");
    replace_file(tree / "nvvm/include/nvvm.h", "");
    complete(tree);
    EXPECT_EQ(fs::read_symlink(tree / "nvvm/lib64/libnvvm.so.4"), "libnvvm.so");
    EXPECT_FALSE(fs::is_symlink(tree / "nvvm/include/nvvm.h"));
}

TEST(CompleteWheelTree, PutsNothingBelowALinkThatTheWheelBrought) {
    const test::TempDir tree;
    replace_file(tree / "include/libx.so.1", "");
    fs::create_directory_symlink("include", tree / "lib");
    EXPECT_THROW(complete(tree), Obstructed);
    EXPECT_FALSE(fs::exists(tree / "include/libx.so"));
}

}  // namespace
}  // namespace cudaenv::source
