// SPDX-License-Identifier: Apache-2.0
// Locks by flock(2). The files stay: deleting one that others wait for would split the lock in two.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <sys/file.h>

#include <cerrno>
#include <chrono>

namespace cudaenv {

namespace {

constexpr std::chrono::milliseconds kPollInterval{50};

UniqueFd make_lock_file(const std::filesystem::path& path) {
    ensure_directory(path.parent_path());
    return open_lock_file(path);
}

/// False when another process holds the lock.
bool lock_now(const UniqueFd& fd, int kind, const std::filesystem::path& path) {
    while (::flock(fd.get(), kind | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return false;
        if (errno != EINTR) throw io_error("lock", path.string(), errno);
    }
    return true;
}

/// Polling rather than a blocking flock: a signal must end the wait whichever thread receives it.
UniqueFd wait_for_lock(const std::filesystem::path& path,
                       int kind,
                       const CancelFlag& cancel,
                       const std::function<void()>& on_wait) {
    UniqueFd fd = make_lock_file(path);
    bool told = false;
    while (!lock_now(fd, kind, path)) {
        if (!told && on_wait) on_wait();
        told = true;
        cancel.check();
        system_clock().sleep(kPollInterval);
    }
    return fd;
}

}  // namespace

FileLock FileLock::acquire(const std::filesystem::path& path,
                           const CancelFlag& cancel,
                           const std::function<void()>& on_wait) {
    return FileLock(wait_for_lock(path, LOCK_EX, cancel, on_wait));
}

FileLock FileLock::acquire_shared(const std::filesystem::path& path,
                                  const CancelFlag& cancel,
                                  const std::function<void()>& on_wait) {
    return FileLock(wait_for_lock(path, LOCK_SH, cancel, on_wait));
}

std::optional<FileLock> FileLock::try_acquire(const std::filesystem::path& path) {
    UniqueFd fd = make_lock_file(path);
    if (!lock_now(fd, LOCK_EX, path)) return std::nullopt;
    return FileLock(std::move(fd));
}

}  // namespace cudaenv
