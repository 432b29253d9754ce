// SPDX-License-Identifier: Apache-2.0
// Directories are held by O_PATH descriptors, which need no permission to read.
#include "sys/directory_handle.hpp"

#include <cudaenv/base/handle.hpp>

#include <dirent.h>
#include <fcntl.h>

#include <cerrno>
#include <string_view>

namespace cudaenv {

UniqueFd hold_directory(int parent, const char* name) {
    return UniqueFd(::openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

std::optional<std::vector<std::string>> names_in(int parent, const char* path) {
    const int fd = ::openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    const CHandle<DIR, ::closedir> listing(::fdopendir(fd));
    if (!listing) {
        const int reason = errno;
        ::close(fd);
        errno = reason;
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (;;) {
        errno = 0;  // each time: an allocation that succeeds may leave it set
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody else knows this stream
        const dirent* const entry = ::readdir(listing.get());
        if (entry == nullptr) break;
        const std::string_view name(static_cast<const char*>(entry->d_name));
        if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return std::nullopt;
    return names;
}

std::optional<std::vector<std::string>> names_in(const UniqueFd& directory) {
    return names_in(directory.get(), ".");
}

int change_mode(const UniqueFd& directory, mode_t mode) {
    // fchmod(2) wants a descriptor that can read.
    const std::string itself = "/proc/self/fd/" + std::to_string(directory.get());
    return ::chmod(itself.c_str(), mode) == 0 ? 0 : errno;
}

int make_directory(int parent, const char* name, mode_t mode) {
    if (::mkdirat(parent, name, mode) != 0) return errno;
    const UniqueFd made = hold_directory(parent, name);
    struct stat status {};
    if (!made || ::fstat(made.get(), &status) != 0) return errno;
    const mode_t owners = mode & S_IRWXU;
    const bool has_all = (status.st_mode & owners) == owners;
    return has_all ? 0 : change_mode(made, (status.st_mode & 07777U) | owners);
}

}  // namespace cudaenv
