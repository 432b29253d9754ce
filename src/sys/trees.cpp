// SPDX-License-Identifier: Apache-2.0
// Directories: making, removing and measuring them.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <sys/stat.h>
#include <unistd.h>

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

/// Adds up files; what vanishes meanwhile or may not be looked into counts nothing.
struct Measure {
    ByteCount total;
    std::set<std::pair<dev_t, ino_t>> counted;

    void add(fs::directory_iterator entry) {
        std::error_code error;
        for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
            struct stat status {};
            if (::lstat(entry->path().c_str(), &status) != 0) continue;
            if (S_ISDIR(status.st_mode)) {
                std::error_code ignored;
                add(fs::directory_iterator(entry->path(), ignored));
                continue;
            }
            const bool seen =
                status.st_nlink > 1 && !counted.insert({status.st_dev, status.st_ino}).second;
            if (!seen) total += ByteCount{static_cast<std::uint64_t>(status.st_size)};
        }
    }
};

bool is_permission_error(const std::error_code& error) {
    return error == std::errc::permission_denied || error == std::errc::operation_not_permitted;
}

}  // namespace

void ensure_directory(const fs::path& path) {
    if (path.empty()) return;
    std::error_code error;
    fs::create_directories(path, error);
    if (!error) return;
    if (error.value() == ENOSPC) throw creation_error(path, ENOSPC);
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

ByteCount tree_size(const fs::path& path) {
    std::error_code error;
    const fs::directory_iterator top(path, error);
    if (error) throw io_error("measure the size of", path.string(), error.value());
    Measure measure;
    measure.add(top);
    return measure.total;
}

}  // namespace cudaenv
