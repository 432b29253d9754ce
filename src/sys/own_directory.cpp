// SPDX-License-Identifier: Apache-2.0
// Directories that must be this user's.
#include "sys/directory_handle.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/free_space.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

constexpr mode_t kPermissions = 0777;
/// Of one that its owner may not look into no user made the choice, but a umask.
constexpr mode_t kUsable = S_IRUSR | S_IXUSR;

Error refused(const fs::path& path, const std::string& reason) {
    return {ErrorKind::refused, path.string() + " " + reason};
}

void make_parents(const fs::path& path, unsigned mode) {
    const fs::path parent = path.parent_path();
    struct stat status {};
    if (parent.empty() || parent == path || ::stat(parent.c_str(), &status) == 0) return;
    make_parents(parent, mode);
    const int reason = make_directory(AT_FDCWD, parent.c_str(), mode);
    if (reason != 0 && reason != EEXIST) throw creation_error(parent, reason);
}

/// Through links, where they are allowed: of this user or the superuser, who may lead us anywhere.
fs::path real_path(const fs::path& path, LinkedName linked) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path;
    if (linked == LinkedName::refused) throw refused(path, "is a symbolic link");
    if (!is_trusted_owner(status.st_uid)) {
        throw refused(path, "is a symbolic link of user " + std::to_string(status.st_uid));
    }
    std::error_code error;
    fs::path real = fs::canonical(path, error);
    if (error) throw creation_error(path, error.value());
    return real;
}

/// What stands there is our directory, or this throws.
struct stat require_own(const UniqueFd& directory, const fs::path& path) {
    const int reason = errno;
    struct stat status {};
    if (!directory || ::fstat(directory.get(), &status) != 0) throw creation_error(path, reason);
    if (status.st_uid == ::geteuid()) return status;
    throw refused(path,
                  "belongs to user " + std::to_string(status.st_uid) + ", not to user " +
                      std::to_string(::geteuid()) + " who runs cudaenv");
}

void set_mode(const UniqueFd& directory,
              const struct stat& status,
              unsigned mode,
              const fs::path& path) {
    // The set-group-ID bit decides whose quota what is made below counts for.
    const mode_t wanted = mode | (status.st_mode & S_ISGID);
    if ((status.st_mode & 07777U) == wanted) return;
    if (const int reason = change_mode(directory, wanted)) throw creation_error(path, reason);
}

}  // namespace

void ensure_own_directory(const fs::path& path, unsigned mode, LinkedName linked) {
    make_parents(path, mode);
    const bool is_new = ::mkdir(path.c_str(), mode) == 0;
    const int reason = is_new ? 0 : errno;
    std::error_code ignored;
    // Some file systems tell another reason of what is there already.
    const bool is_there = is_new || reason == EEXIST || fs::exists(path, ignored);
    if (!is_there) throw creation_error(path, reason);
    const fs::path real = real_path(path, linked);
    const UniqueFd directory = hold_directory(AT_FDCWD, real.c_str());
    const struct stat status = require_own(directory, path);
    const bool allows_more = (status.st_mode & kPermissions & ~mode) != 0;
    const bool is_unusable = (status.st_mode & kUsable) != kUsable;
    if (is_new || allows_more || is_unusable) set_mode(directory, status, mode, path);
}

bool is_own_directory(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == ::geteuid();
}

}  // namespace cudaenv
