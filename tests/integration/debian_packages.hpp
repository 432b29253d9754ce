// SPDX-License-Identifier: Apache-2.0
// Debian packages as the distribution lays them out, with next to nothing in them.
#pragma once

#include "integration/shipment.hpp"

namespace cudaenv::test {

/// CUDA 11.2.2: nvidia-cuda-toolkit, nvidia-cuda-dev and library packages.
Shipment debian_cuda();
/// GCC 10.2.1 with the libraries that its programs load.
Shipment debian_gcc();

}  // namespace cudaenv::test
