// SPDX-License-Identifier: Apache-2.0
// Making renames survive a power failure.
#pragma once

#include <filesystem>

namespace cudaenv {

/// fsync(2) of a directory. Failure is ignored: the rename itself has succeeded, and some network
/// file systems know no such call.
void sync_directory(const std::filesystem::path& directory);

/// syncfs(2): everything written below `directory` is on disk before its name is. Failure is
/// ignored.
void sync_file_system(const std::filesystem::path& directory);

}  // namespace cudaenv
