// SPDX-License-Identifier: Apache-2.0
// Directories: making, removing and measuring them.
#include "sys/directory_handle.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

/// Lets the owner list, enter and change `directory` and every directory below it. What cannot be
/// changed is left to whoever removes it to report.
void make_writable(const UniqueFd& directory) {
    struct stat status {};
    if (::fstat(directory.get(), &status) != 0) return;
    if ((status.st_mode & S_IRWXU) != S_IRWXU) change_mode(directory, status.st_mode | S_IRWXU);
    for (const std::string& name : names_in(directory).value_or(std::vector<std::string>())) {
        if (const UniqueFd below = hold_directory(directory.get(), name.c_str())) {
            make_writable(below);
        }
    }
}

/// The sizes of what is counted, each file once whatever its names.
class Sizes {
 public:
    /// What vanishes meanwhile, or may not be looked into, has no size.
    void add_below(const UniqueFd& directory) {
        if (!directory) return;
        for (const std::string& name : names_in(directory).value_or(std::vector<std::string>())) {
            add(directory.get(), name.c_str());
        }
    }
    [[nodiscard]] ByteCount total() const { return total_; }

 private:
    void add(int parent, const char* name) {
        struct stat status {};
        if (::fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return;
        if (S_ISDIR(status.st_mode)) {
            add_below(hold_directory(parent, name));
            return;
        }
        const bool seen =
            status.st_nlink > 1 && !counted_.insert({status.st_dev, status.st_ino}).second;
        if (!seen) total_ += ByteCount{static_cast<std::uint64_t>(status.st_size)};
    }

    ByteCount total_;
    std::set<std::pair<dev_t, ino_t>> counted_;
};

bool is_permission_error(const std::error_code& error) {
    return error == std::errc::permission_denied || error == std::errc::operation_not_permitted;
}

}  // namespace

void ensure_directory(const fs::path& path) {
    if (path.empty()) return;
    std::error_code error;
    fs::create_directories(path, error);
    if (error) throw creation_error(path, error.value());
}

void remove_tree(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (is_permission_error(error)) {
        // libstdc++ walks with openat(2) and O_NOFOLLOW, as this does: a link that is put in the
        // place of a directory meanwhile leads neither of them away.
        if (const UniqueFd held = hold_directory(AT_FDCWD, path.c_str())) make_writable(held);
        fs::remove_all(path, error);
    }
    if (error) throw io_error("remove", path.string(), error.value());
}

ByteCount tree_size(const fs::path& path) {
    const UniqueFd directory = open_file(path, O_PATH | O_DIRECTORY);
    Sizes sizes;
    sizes.add_below(directory);
    return sizes.total();
}

}  // namespace cudaenv
