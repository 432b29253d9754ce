// SPDX-License-Identifier: Apache-2.0
// statvfs(3) of what exists; ENOSPC alone does not tell which of the two ran out.
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kGrant = 16U << 20U;

fs::path nearest_existing(const fs::path& path) {
    fs::path existing = path;
    struct stat status {};
    while (::stat(existing.c_str(), &status) != 0) {
        const bool is_absent = errno == ENOENT || errno == ENOTDIR;
        if (!is_absent || !existing.has_relative_path()) {
            throw io_error("measure the free space of", path.string(), errno);
        }
        existing = existing.has_parent_path() ? existing.parent_path() : fs::path(".");
    }
    return existing;
}

bool lacks_files(const fs::path& path) {
    try {
        const FreeSpace space = free_space(path);
        return space.inodes == 0U && space.bytes.value > 0;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FreeSpace free_space(const fs::path& path) {
    const fs::path existing = nearest_existing(path);
    return free_space(UniqueFd(::open(existing.c_str(), O_PATH | O_CLOEXEC)).get(), path);
}

FreeSpace free_space(int descriptor, const fs::path& path_for_messages) {
    struct stat status {};
    struct statvfs space {};
    if (::fstat(descriptor, &status) != 0 || ::fstatvfs(descriptor, &space) != 0) {
        throw io_error("measure the free space of", path_for_messages.string(), errno);
    }
    FreeSpace free;
    free.file_system = status.st_dev;
    free.bytes = {static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize};
    free.capacity = {static_cast<std::uint64_t>(space.f_blocks) * space.f_frsize};
    // Zero in all: such a file system (btrfs, many on a network) makes them as needed.
    if (space.f_files > 0) free.inodes = space.f_favail;
    return free;
}

Error no_files_left(const fs::path& path) {
    return {
        ErrorKind::io,
        "cannot create " + path.string() + ": its file system has no inodes left",
        "it takes no more files, whatever space it has (df -i shows it): remove some, or choose "
        "another place"};
}

Error creation_error(const fs::path& path, int error_number) {
    if (error_number == ENOSPC && lacks_files(path)) return no_files_left(path);
    return io_error("create", path.string(), error_number);
}

ByteCount available_space(const fs::path& path) {
    return free_space(path).bytes;
}

SpaceGuard::SpaceGuard(fs::path directory, ByteCount reserve)
    : directory_(std::move(directory)), reserve_(reserve) {}

void SpaceGuard::require(ByteCount bytes) {
    if (bytes > granted_) {
        const ByteCount free = free_space(directory_).bytes;
        const std::uint64_t spare = free > reserve_ ? free.value - reserve_.value : 0;
        if (bytes.value > spare) {
            throw Error(ErrorKind::io,
                        directory_.string() + " is nearly full: " + render_bytes(free) +
                            " free, of which " + render_bytes(reserve_) + " are left alone",
                        "free some space on the file system of " + directory_.string());
        }
        // Others write there too: not all of it at once.
        granted_ = {std::max(bytes.value, std::min(spare, kGrant))};
    }
    granted_ = {granted_.value - bytes.value};
}

}  // namespace cudaenv
