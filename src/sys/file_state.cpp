// SPDX-License-Identifier: Apache-2.0
// lstat(2) as a value.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/file_state.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace cudaenv {

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

FileKind kind_of(mode_t mode) {
    if (S_ISREG(mode)) return FileKind::file;
    if (S_ISDIR(mode)) return FileKind::directory;
    return S_ISLNK(mode) ? FileKind::link : FileKind::other;
}

}  // namespace

std::optional<FileState> find_file_state(const std::filesystem::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        throw io_error("look at", path.string(), errno);
    }
    return FileState{kind_of(status.st_mode),
                     static_cast<std::uint64_t>(status.st_size),
                     status.st_mode & 07777U,
                     status.st_dev,
                     status.st_ino,
                     status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec,
                     status.st_uid};
}

bool is_same_file(const FileState& left, const FileState& right) {
    return left.device == right.device && left.inode == right.inode;
}

bool is_own(const FileState& state) {
    return state.owner == ::geteuid();
}

bool is_trusted_owner(std::uint32_t user) {
    constexpr std::uint32_t superuser = 0;
    return user == ::geteuid() || user == superuser;
}

}  // namespace cudaenv
