// SPDX-License-Identifier: Apache-2.0
// NVIDIA's component archives as they are published, with next to nothing in them.
#pragma once

#include "integration/shipment.hpp"

#include <string>

namespace cudaenv::test {

/// A CUDA 12.4 patch release: "12.4.0" or "12.4.1". Their libcublas archives are the same file.
Shipment redist_cuda(const std::string& release);
/// cuDNN for CUDA 11 and for CUDA 12: "8.9.7.29" or "9.1.1.17".
Shipment redist_cudnn(const std::string& release);
/// cuBLASMp for CUDA 12 with what it loads, libcal, and its samples.
Shipment redist_cublasmp();

}  // namespace cudaenv::test
