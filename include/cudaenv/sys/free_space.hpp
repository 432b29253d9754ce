// SPDX-License-Identifier: Apache-2.0
// What a file system still takes: bytes, and files.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/error.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace cudaenv {

/// As far as an unprivileged user may use it.
struct FreeSpace {
    std::uint64_t file_system = 0;  ///< the same number for paths on the same one
    ByteCount bytes = {};
    ByteCount capacity = {};                   ///< of the whole file system
    std::optional<std::uint64_t> inodes = {};  ///< nullopt: the file system does not count them
    std::uint64_t mount = 0;  ///< the same number for paths below the same mount; 0: not known
};

/// Of the file system that holds `path` or its nearest existing parent. Throws Error(io).
FreeSpace free_space(const std::filesystem::path& path);

/// The io Error for something that cannot be created because there is space but no inode left.
Error no_files_left(const std::filesystem::path& path);
/// io_error("create", …), or no_files_left when that is the reason.
Error creation_error(const std::filesystem::path& path, int error_number);

}  // namespace cudaenv
