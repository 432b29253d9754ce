// SPDX-License-Identifier: Apache-2.0
// statvfs(3) of what exists; ENOSPC alone does not tell which of the two ran out.
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <system_error>

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

/// Whose owner decides whether something is made at `path`.
fs::path nearest_visible(fs::path path) {
    std::error_code hidden;
    while (!fs::exists(path, hidden) && path.has_relative_path())
        path = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return path;
}

/// Zero where the kernel, or the C library that this is built with, does not tell.
std::uint64_t mount_of([[maybe_unused]] const UniqueFd& place) {
#ifdef STATX_MNT_ID
    struct statx status {};
    const int failed = ::statx(place.get(), "", AT_EMPTY_PATH, STATX_MNT_ID, &status);
    if (failed == 0 && (status.stx_mask & STATX_MNT_ID) != 0) return status.stx_mnt_id;
#endif
    return 0;
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
    const UniqueFd place(::open(existing.c_str(), O_PATH | O_CLOEXEC));
    struct stat status {};
    struct statvfs space {};
    if (!place || ::fstat(place.get(), &status) != 0 || ::fstatvfs(place.get(), &space) != 0)
        throw io_error("measure the free space of", path.string(), errno);
    FreeSpace free;
    free.file_system = status.st_dev;
    free.mount = mount_of(place);
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
    Error error = io_error("create", path.string(), error_number);
    if (error_number == EACCES || error_number == EPERM) {
        error.set_hint("check the owner and the permissions of " + nearest_visible(path).string());
    }
    return error;
}

}  // namespace cudaenv
