// SPDX-License-Identifier: Apache-2.0
// bin/nvcc.profile: where nvcc finds its headers and libraries.
#pragma once

#include <cudaenv/sys/tree_writer.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::install {

/// NVIDIA's profile with the toolkit's headers named as system headers (-isystem): with -I, math
/// declarations of some toolkits clash with those of newer glibc (tables/host-compilers.yaml,
/// "headers"). Unchanged text when there is no such line.
std::string with_system_headers(std::string_view profile);

/// The profile for packages that bring none (Debian's names paths of its own): NVIDIA's text of
/// that era with -isystem.
std::string default_profile();

/// Of a prefix that has bin/nvcc: writes bin/nvcc.profile and keeps NVIDIA's text, when there is
/// one, as bin/nvcc.profile.nvidia. Returns the files written by us, relative to `prefix`.
std::vector<std::string> write_nvcc_profile(TreeWriter& prefix);

}  // namespace cudaenv::install
