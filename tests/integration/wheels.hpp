// SPDX-License-Identifier: Apache-2.0
// NVIDIA's wheels as a package index serves them, with next to nothing in them.
#pragma once

#include "integration/shipment.hpp"

namespace cudaenv::test {

/// CUDA 13.0.2.
Shipment wheel_cuda();
/// cuDNN 9.12.0.46 for CUDA 13.
Shipment wheel_cudnn();

}  // namespace cudaenv::test
