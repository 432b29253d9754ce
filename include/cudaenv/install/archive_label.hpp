// SPDX-License-Identifier: Apache-2.0
// What people call an archive.
#pragma once

#include <cudaenv/catalog/release.hpp>

#include <string>

namespace cudaenv::install {

/// The package's own name without version and platform: "nvidia-cuda-dev", "nvidia-cuda-nvcc",
/// "cuda_nvcc". Names store entries and rows of the progress display.
std::string archive_label(const catalog::Archive& archive, const std::string& source);

}  // namespace cudaenv::install
