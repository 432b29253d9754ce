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

}  // namespace cudaenv
