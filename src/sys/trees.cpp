// SPDX-License-Identifier: Apache-2.0
// Directories: making, removing and measuring them.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <set>
#include <utility>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

bool is_real_directory(const fs::path& path) {
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() == fs::file_type::directory;
}

/// Lets the owner list, enter and change every directory below `directory`; follows no links.
void make_writable(const fs::path& directory) {
    std::error_code error;
    fs::permissions(directory, fs::perms::owner_all, fs::perm_options::add, error);
    if (error) throw io_error("remove", directory.string(), error.value());
    for (const auto& entry : fs::directory_iterator(directory, error)) {
        if (is_real_directory(entry.path())) make_writable(entry.path());
    }
    if (error) throw io_error("remove", directory.string(), error.value());
}

bool is_permission_error(const std::error_code& error) {
    return error == std::errc::permission_denied || error == std::errc::operation_not_permitted;
}

}  // namespace

void ensure_directory(const fs::path& path) {
    if (path.empty()) return;
    std::error_code error;
    fs::create_directories(path, error);
    if (!error) return;
    throw io_error("create directory", path.string(), error.value());
}

void remove_tree(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (is_permission_error(error) && is_real_directory(path)) {
        make_writable(path);
        fs::remove_all(path, error);
    }
    if (error) throw io_error("remove", path.string(), error.value());
}

ByteCount available_space(const fs::path& path) {
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
    return {static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize};
}

ByteCount tree_size(const fs::path& path) {
    ByteCount total;
    std::set<std::pair<dev_t, ino_t>> counted;
    std::error_code error;
    fs::recursive_directory_iterator entry(path, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        struct stat status {};
        if (::lstat(entry->path().c_str(), &status) != 0 || S_ISDIR(status.st_mode)) continue;
        const bool seen =
            status.st_nlink > 1 && !counted.insert({status.st_dev, status.st_ino}).second;
        if (!seen) total += ByteCount{static_cast<std::uint64_t>(status.st_size)};
    }
    if (error) throw io_error("measure the size of", path.string(), error.value());
    return total;
}

}  // namespace cudaenv
