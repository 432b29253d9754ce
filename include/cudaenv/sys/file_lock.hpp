// SPDX-License-Identifier: Apache-2.0
// Advisory locks between processes (flock): released by the kernel when the holder dies.
#pragma once

#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <functional>
#include <optional>

namespace cudaenv {

/// Lock files are this user's alone: one that is a link, a pipe or another user's is
/// Error(refused).
class FileLock {
 public:
    /// Waits until the lock file at `path` (made if absent) is ours. `on_wait` is called once if
    /// another process holds it. Throws Interrupted when cancelled while waiting.
    static FileLock acquire(const std::filesystem::path& path,
                            const CancelFlag& cancel,
                            const std::function<void()>& on_wait);
    /// Waits until no process holds it exclusively, as acquire does; any number may share it.
    static FileLock acquire_shared(const std::filesystem::path& path,
                                   const CancelFlag& cancel,
                                   const std::function<void()>& on_wait = {});
    /// nullopt when another process holds it.
    static std::optional<FileLock> try_acquire(const std::filesystem::path& path);

 private:
    explicit FileLock(UniqueFd fd) : fd_(std::move(fd)) {}
    UniqueFd fd_;
};

}  // namespace cudaenv
