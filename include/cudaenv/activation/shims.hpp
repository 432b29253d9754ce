// SPDX-License-Identifier: Apache-2.0
// The directory shims/ and the files shell/init.*, kept in step with what is installed.
#pragma once

#include <cudaenv/activation/shell.hpp>
#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace cudaenv::activation {

/// Where the root keeps its copy of the shim program; every shim is a link to it.
std::filesystem::path shim_path(const store::Layout& layout);

/// What `cudaenv init` prints and the root's shell/init.* hold; `program` is cudaenv itself.
std::string integration_text(Shell shell,
                             const store::Layout& layout,
                             const std::filesystem::path& program);

/// What shims are made of.
struct ShimSources {
    std::filesystem::path shim_program;  ///< copied into the root
    std::filesystem::path program;       ///< cudaenv itself
    std::set<std::string> known_tools;   ///< no others get a shim
    std::vector<std::filesystem::path> shared_roots = {};
};

/// Makes shims/ hold one link for each known tool that is an executable in a bin directory of an
/// installed environment, whatever else stands there, and removes all other shims. Copies the shim
/// program into the root, and writes shell/init.*. Everything is replaced atomically; what is right
/// is not touched. Waits for another refresh.
void refresh_shims(const store::Layout& layout, const ShimSources& sources);

/// As refresh_shims, but false at once, with nothing done, while another refresh is under way.
bool try_refresh_shims(const store::Layout& layout, const ShimSources& sources);

/// Whether refresh_shims would change nothing, as far as a few looks at directories tell: it may
/// have been cut short, or somebody may have removed what it made. True also where there is nothing
/// to keep in step (no environment was ever installed), in a root of another user, and where
/// another cudaenv that is still there made them.
bool are_shims_in_step(const store::Layout& layout,
                       const std::vector<std::filesystem::path>& shared_roots);

}  // namespace cudaenv::activation
