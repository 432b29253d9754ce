// SPDX-License-Identifier: Apache-2.0
// statvfs(2) of what exists.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

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

}  // namespace

FreeSpace free_space(const fs::path& path) {
    const fs::path existing = nearest_existing(path);
    struct stat status {};
    struct statvfs space {};
    if (::stat(existing.c_str(), &status) != 0 || ::statvfs(existing.c_str(), &space) != 0) {
        throw io_error("measure the free space of", path.string(), errno);
    }
    FreeSpace free;
    free.file_system = status.st_dev;
    free.bytes = {static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize};
    // Zero in all: such a file system (btrfs, many on a network) makes them as needed.
    if (space.f_files > 0) free.inodes = space.f_favail;
    return free;
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
