// SPDX-License-Identifier: Apache-2.0
// NVIDIA's lines of GPUs, and the further names that products go by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// Whether a product is of the data-centre line, by its name: the only line on which NVIDIA
/// supports forward compatibility (beside Jetson, which has packages of its own).
bool is_data_center(std::string_view name);

/// The names of a listed product: of "NVIDIA GB10 (DGX Spark)" both, of a Jetson also the one that
/// NVML gives its chip.
std::vector<std::string> product_names(std::string_view listed);

}  // namespace cudaenv::catalog
