// SPDX-License-Identifier: Apache-2.0
// shim/stamp: what shims/, shim/ and shell/ were made for and by, and what they were then.
#pragma once

#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::activation {

/// Every environment of the root and, apart, of the shared roots, by its directory alone.
std::string environments_text(const store::Layout& layout,
                              const std::vector<std::filesystem::path>& shared_roots);

/// Writes the stamp, of `environments` and of what stands on disk now, unless it is the same.
void write_stamp(const store::Layout& layout,
                 const std::filesystem::path& shim_program,
                 const std::filesystem::path& program,
                 const std::string& environments);

}  // namespace cudaenv::activation
