// SPDX-License-Identifier: Apache-2.0
// Links inside an unpacked tree.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::source {

/// Makes the symbolic link `path` -> `target` (and its directories) unless something is there.
/// Throws Error(io).
void ensure_symlink(const std::string& target, const std::filesystem::path& path);
/// Names in a directory, sorted; empty for a directory that is not there. Throws Error(io).
std::vector<std::string> directory_names(const std::filesystem::path& directory);
/// Removes every symbolic link below `tree` that leads nowhere. Throws Error(io).
void remove_dangling_links(const std::filesystem::path& tree);

}  // namespace cudaenv::source
