// SPDX-License-Identifier: Apache-2.0
// How much a file system takes yet.
#pragma once

#include <cudaenv/base/byte_count.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace cudaenv {

/// What an unprivileged user may still fill.
struct FreeSpace {
    std::uint64_t file_system = 0;  ///< the same number for paths on the same one
    ByteCount bytes;
    std::optional<std::uint64_t> inodes;  ///< nullopt where files need none counted
};

/// Of the file system that holds `path` or its nearest existing parent. Throws Error(io).
FreeSpace free_space(const std::filesystem::path& path);

/// Keeps a file of unknown size from filling its file system.
class SpaceGuard {
 public:
    /// At least `reserve` is left free on the file system of `directory`.
    SpaceGuard(std::filesystem::path directory, ByteCount reserve);
    /// Before that many more bytes are written. Throws Error(io) when they do not fit.
    void require(ByteCount bytes);

 private:
    std::filesystem::path directory_;
    ByteCount reserve_;
    ByteCount granted_;  ///< what may be written before the file system is asked again
};

}  // namespace cudaenv
