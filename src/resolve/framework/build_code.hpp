// SPDX-License-Identifier: Apache-2.0
// Whether the GPU code of a build runs on a GPU.
#pragma once

#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

/// Machine code for X.Y runs on X.Z with Z >= Y; with the suffix `a` on X.Y only, with `f` on its
/// family. PTX for X.Y is compiled for every later GPU, with a suffix for as few as machine code
/// (CUDA C++ Programming Guide, "Binary compatibility" and "PTX compatibility"). A driver compiles
/// the PTX of a CUDA that it runs natively.
BuildGpuFit fit_code(const catalog::CodeSet& code, const Version& gpu, Verdict driver);

/// The worse of two; of equal ones the first.
const BuildGpuFit& worse(const BuildGpuFit& one, const BuildGpuFit& other);

}  // namespace cudaenv::resolve
