// SPDX-License-Identifier: Apache-2.0
// A CUDA toolkit that is none of ours, as far as its directories tell.
#pragma once

#include "unit/activation/fake_root.hpp"

#include <filesystem>
#include <string>

namespace cudaenv::test {

/// Makes what NVIDIA's installer puts at `prefix`, as empty files; returns `prefix`.
inline fs::path add_toolkit(const fs::path& prefix) {
    for (const char* file : {"include/cuda.h",
                             "include/cuda_runtime.h",
                             "include/cccl/cub/cub.cuh",
                             "lib64/libcudart.so",
                             "lib64/libcudart_static.a",
                             "lib64/stubs/libcuda.so",
                             "extras/CUPTI/include/cupti.h",
                             "extras/CUPTI/lib64/libcupti.so",
                             "nvvm/include/nvvm.h",
                             "nvvm/lib64/libnvvm.so",
                             "targets/x86_64-linux/include/cuda.h",
                             "targets/x86_64-linux/lib/libcudart.so",
                             "targets/x86_64-linux/lib/stubs/libcuda.so"}) {
        FakeRoot::write(prefix / file, "");
    }
    return prefix;
}

}  // namespace cudaenv::test
