// SPDX-License-Identifier: Apache-2.0
// What stands in a directory, and whether something is one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv {

/// Names in a directory, in no order; none where it is not there, or cannot be read. For looking
/// around where much may be missing; what must not be missed is asked of directory_names().
std::vector<std::string> list_directory(const std::filesystem::path& directory);

/// Names in a directory, sorted, each once: what is exchanged while it is read may come up twice.
/// Empty for a directory that is not there. Throws Error(io).
std::vector<std::string> directory_names(const std::filesystem::path& directory);

/// A directory itself, no link to one; what cannot be looked at is none.
bool is_real_directory(const std::filesystem::path& path);

}  // namespace cudaenv
