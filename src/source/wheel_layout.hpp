// SPDX-License-Identifier: Apache-2.0
// How the files of NVIDIA's wheels map into a prefix, and the links that wheels cannot hold.
#pragma once

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <string>

namespace cudaenv::source {

/// The mapping of a wheel of `project` ("nvidia-cuda-nvcc", "nvidia-cublas-cu12", "cutensor-cu13").
archive::Mapping wheel_mapping(const std::string& project);

/// Development links lib/libX.so -> libX.so.N, and those of nvvm/. Throws Error(io).
void complete_wheel_tree(TreeWriter& tree, const CancelFlag& cancel);

}  // namespace cudaenv::source
