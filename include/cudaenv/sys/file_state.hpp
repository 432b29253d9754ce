// SPDX-License-Identifier: Apache-2.0
// What lstat(2) tells of a file: enough to see that it is another one, or not as it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace cudaenv {

enum class FileKind { file, directory, link, other };

struct FileState {
    FileKind kind = FileKind::other;
    std::uint64_t size = 0;
    unsigned mode = 0;  ///< permission bits
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t modified = 0;  ///< nanoseconds since the epoch
    std::uint32_t owner = 0;

    friend bool operator==(const FileState&, const FileState&) = default;
};

/// Of what stands at `path` itself, a link included; nullopt when nothing does. Throws Error(io).
std::optional<FileState> find_file_state(const std::filesystem::path& path);

/// The same file under two names, or the same name twice.
bool is_same_file(const FileState& left, const FileState& right);
/// True when it belongs to the user this process acts for.
bool is_own(const FileState& state);
/// True of this user and of the superuser, who can do anything here.
bool is_trusted_owner(std::uint32_t user);

}  // namespace cudaenv
