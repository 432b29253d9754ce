// SPDX-License-Identifier: Apache-2.0
// The directory shims/ and the files shell/init.*, kept in step with what is installed.
#pragma once

#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <vector>

namespace cudaenv::activation {

/// Where the root keeps its copy of the shim program; every shim is a link to it.
std::filesystem::path shim_path(const store::Layout& layout);

/// Makes shims/ hold one link for every executable in the bin directories of the installed
/// environments (host compilers and cudaenv itself excepted), and removes shims of tools that
/// nothing has any more. Hard-links or copies `shim_program` into the root, and writes
/// shell/init.*. Everything is replaced atomically; what is right is not touched.
void refresh_shims(const store::Layout& layout,
                   const std::filesystem::path& shim_program,
                   const std::filesystem::path& program,
                   const std::vector<std::filesystem::path>& shared_roots = {});

}  // namespace cudaenv::activation
