// SPDX-License-Identifier: Apache-2.0
// statvfs(2) of what exists.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

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

}  // namespace cudaenv
