// SPDX-License-Identifier: Apache-2.0
// The parts of a toolkit archive.
#include <cudaenv/source/source.hpp>

#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

TEST(Parts, HaveNames) {
    EXPECT_EQ(part_text(kCore), "core");
    EXPECT_EQ(part_text(kStatics), "static");
}

TEST(Parts, KeepInCoreWhatEveryoneLinks) {
    for (const char* const path : {"lib/libcudart_static.a",
                                   "lib/libcudadevrt.a",
                                   "lib/libculibos.a",
                                   "lib/libnvptxcompiler_static.a",
                                   "lib/libcufilt.a",
                                   "lib/libnvshmem_device.a",
                                   "lib/libcublas.so.12",
                                   "lib/stubs/libcuda.a",
                                   "nvvm/lib64/libnvvm.a",
                                   "include/lib.a",
                                   "lib/a.a",
                                   "lib"}) {
        EXPECT_FALSE(is_big_static(path)) << path;
    }
}

TEST(Parts, SplitOffTheStaticLibrariesOfMaths) {
    for (const char* const path : {"lib/libcublas_static.a",
                                   "lib/libcublasLt_static.a",
                                   "lib/libnvrtc-builtins_static.a",
                                   "lib/libcusolver_lapack_static.a",
                                   "lib/libmetis_static.a",
                                   "lib/libcudnn_static.a",
                                   "lib/liblapack_static.a",
                                   "lib/libcufft_static_nocallback.a"}) {
        EXPECT_TRUE(is_big_static(path)) << path;
    }
}

}  // namespace
}  // namespace cudaenv::source
