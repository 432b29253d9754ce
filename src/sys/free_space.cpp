// SPDX-License-Identifier: Apache-2.0
// statvfs(3); ENOSPC alone does not tell which of the two ran out.
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <sys/statvfs.h>

#include <cerrno>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;

FreeSpace from(const struct statvfs& space) {
    FreeSpace result;
    result.bytes = {static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize};
    result.capacity = {static_cast<std::uint64_t>(space.f_blocks) * space.f_frsize};
    if (space.f_files > 0) result.files = space.f_favail;
    return result;
}

bool lacks_files(const fs::path& path) {
    try {
        const FreeSpace space = free_space(path);
        return space.files == 0U && space.bytes.value > 0;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FreeSpace free_space(const fs::path& path) {
    fs::path existing = path;
    struct statvfs space {};
    while (::statvfs(existing.c_str(), &space) != 0) {
        if (errno == EINTR) continue;
        const bool is_absent = errno == ENOENT || errno == ENOTDIR;
        if (!is_absent || !existing.has_relative_path()) {
            throw io_error("measure the free space of", path.string(), errno);
        }
        existing = existing.has_parent_path() ? existing.parent_path() : fs::path(".");
    }
    return from(space);
}

FreeSpace free_space(int descriptor, const fs::path& path_for_messages) {
    struct statvfs space {};
    while (::fstatvfs(descriptor, &space) != 0) {
        if (errno == EINTR) continue;
        throw io_error("measure the free space of", path_for_messages.string(), errno);
    }
    return from(space);
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

}  // namespace cudaenv
