// SPDX-License-Identifier: Apache-2.0
// Putting one directory in the place of another that may be in use.
#pragma once

#include <filesystem>
#include <optional>

namespace cudaenv {

/// Puts directory `from` in the place of `to` by one rename, or makes `to` when it is absent. What
/// stood there stays whole, under a fresh name beside `from`: whoever reads it may finish. Only
/// another user's directory, which nobody else can move out of its parent, is removed at once: what
/// cannot be removed of it stays there as `.<name>.<16 hexadecimal digits>`.
void exchange_directory(const std::filesystem::path& from, const std::filesystem::path& to);

/// Moves what stands at `path` to `<directory>/<name>.<16 hexadecimal digits>`, which takes neither
/// space nor an inode, and returns where it is now. Another user's directory is removed at once as
/// above: nullopt. Throws Error(io): then it is where it was.
std::optional<std::filesystem::path> move_aside(const std::filesystem::path& path,
                                                const std::filesystem::path& directory);

}  // namespace cudaenv
