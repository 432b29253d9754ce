// SPDX-License-Identifier: Apache-2.0
// Opening without following or waiting, and judging by fstat(2) what was opened.
#include "sys/reading.hpp"
#include "sys/temporary_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/free_space.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

constexpr unsigned kPrivate = 0600;
constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;

/// A pipe or a terminal under the name must neither block nor become ours.
constexpr int kCarefully = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

Error refused(const fs::path& path, const std::string& reason) {
    return {ErrorKind::refused,
            path.string() + " " + reason,
            "remove it (only what cudaenv wrote is used there): rm " + shell_quote(path.string())};
}

std::string owner_words(const struct stat& status) {
    return "belongs to user " + std::to_string(status.st_uid);
}

/// Why open(2) failed: what stands there, or the system's own reason.
Error cannot_open(const fs::path& path, int reason) {
    struct stat status {};
    if (reason == ENOSPC) return creation_error(path, reason);
    if (is_shortage(reason) || ::lstat(path.c_str(), &status) != 0)
        return io_error("open", path.string(), reason);
    if (S_ISLNK(status.st_mode)) return refused(path, "is a symbolic link");
    if (!S_ISREG(status.st_mode)) return refused(path, "is no regular file");
    if (status.st_uid != ::geteuid()) return refused(path, owner_words(status));
    return io_error("open", path.string(), reason);
}

/// Empty, with errno set, when nothing has that name.
UniqueFd open_carefully(const fs::path& path, int flags) {
    UniqueFd fd(open_retrying(path, flags | kCarefully, kPrivate));
    const int reason = fd ? 0 : errno;
    const bool is_absent = (reason == ENOENT || reason == ENOTDIR) && (flags & O_CREAT) == 0;
    if (fd || is_absent) return fd;
    if (reason == ENOENT || reason == ENOTDIR) throw creation_error(path, reason);
    throw cannot_open(path, reason);
}

struct stat status_of(const UniqueFd& fd, const fs::path& path) {
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0) throw io_error("read", path.string(), errno);
    return status;
}

void check_own(const struct stat& status, const fs::path& path) {
    if (!S_ISREG(status.st_mode)) throw refused(path, "is no regular file");
    if (status.st_uid != ::geteuid()) throw refused(path, owner_words(status));
}

/// Nobody else can reach it to write.
void check_exclusive(const UniqueFd& fd, const fs::path& path) {
    const struct stat status = status_of(fd, path);
    check_own(status, path);
    if (status.st_nlink != 1) throw refused(path, "has a second name");
    if ((status.st_mode & kOthersWrite) != 0) throw refused(path, "may be written by others");
}

/// A group may be the user's own, as many systems have it: its bit keeps nobody from what he wrote.
void check_closed(const struct stat& status, const fs::path& path) {
    if ((status.st_mode & S_IWOTH) == 0) return;
    throw Error(ErrorKind::refused,
                path.string() + " may be written by others",
                "see that it holds what it should, then: chmod o-w " + shell_quote(path.string()));
}

bool is_believed(const struct stat& status, Author author, const fs::path& path) {
    if (is_trusted_owner(status.st_uid)) return true;
    if (author == Author::self) return false;
    struct stat directory {};
    return ::stat(path.parent_path().c_str(), &directory) == 0 && status.st_uid == directory.st_uid;
}

/// A umask may have kept even its owner from one that was just made.
void ensure_usable(const UniqueFd& fd, const fs::path& path) {
    if ((status_of(fd, path).st_mode & kPrivate) == kPrivate) return;
    if (::fchmod(fd.get(), kPrivate) != 0) throw io_error("create", path.string(), errno);
}

bool holds(const fs::path& path, std::string_view text) {
    try {
        return find_own_text(path, Author::self, text.size()) == text;
    } catch (const Error&) {
        return false;  // something else stands there
    }
}

bool has_mode(const fs::path& path, unsigned mode) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && (status.st_mode & 07777U) == mode;
}

}  // namespace

std::optional<UniqueFd> find_own_file(const fs::path& path) {
    UniqueFd fd = open_carefully(path, O_RDONLY);
    if (!fd) return std::nullopt;
    check_exclusive(fd, path);
    return fd;
}

UniqueFd renew_own_file(const fs::path& path) {
    try {
        UniqueFd fd = open_carefully(path, O_RDWR | O_CREAT);
        check_exclusive(fd, path);
        ensure_usable(fd, path);
        return fd;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::refused) throw;
    }
    take_file_name(path);
    UniqueFd fd = open_carefully(path, O_RDWR | O_CREAT | O_EXCL);
    ensure_usable(fd, path);
    return fd;
}

void take_file_name(const fs::path& path) {
    if (std::remove(path.c_str()) == 0 || errno == ENOENT) return;
    const int reason = errno;
    if (!is_real_directory(path)) throw io_error("remove", path.string(), reason);
    throw Error(ErrorKind::refused,
                path.string() + " is a directory where a file of cudaenv's belongs",
                "move it away, then run the same command");
}

UniqueFd open_lock_file(const fs::path& path) {
    UniqueFd fd = open_carefully(path, O_RDWR | O_CREAT);
    const struct stat status = status_of(fd, path);
    check_own(status, path);
    const bool is_private = (status.st_mode & 07777U) == kPrivate;
    if (!is_private && ::fchmod(fd.get(), kPrivate) != 0) {
        throw io_error("lock", path.string(), errno);
    }
    return fd;
}

std::optional<std::string> find_own_text(const fs::path& path, Author author, std::uint64_t limit) {
    const UniqueFd fd = open_carefully(path, O_RDONLY);
    if (!fd) return std::nullopt;
    const struct stat status = status_of(fd, path);
    if (!S_ISREG(status.st_mode)) throw refused(path, "is no regular file");
    if (!is_believed(status, author, path)) throw refused(path, owner_words(status));
    check_closed(status, path);
    return read_to_end(fd.get(), path, limit);
}

void replace_own_file(const fs::path& path, std::string_view text, unsigned mode) {
    TemporaryFile file(path, mode);
    file.set_mode(mode);
    file.write(text);
    file.commit();
}

void update_own_file(const fs::path& path, std::string_view text, unsigned mode) {
    if (!holds(path, text) || !has_mode(path, mode)) replace_own_file(path, text, mode);
}

}  // namespace cudaenv
