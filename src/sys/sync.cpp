// SPDX-License-Identifier: Apache-2.0
// Waiting for the disk, in a way that a signal can end.
#include "sys/sync.hpp"

#include "sys/spawn.hpp"

#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

void close_between(int first, int last) {
    if (first > last) return;
#ifdef SYS_close_range
    if (::syscall(SYS_close_range, first, last, 0) == 0) return;
#endif
    constexpr int most = 4096;  // before Linux 5.9
    for (int fd = first; fd <= std::min(last, most); ++fd) ::close(fd);
}

/// Only system calls from here on: other threads held locks when this process was copied. What is
/// open must go, lest locks and pipes live on in the copy.
[[noreturn]] void sync_and_exit(int fd) {
    constexpr int last = 0x7FFFFFFF;
    close_between(0, fd - 1);
    close_between(fd + 1, last);
    checkpoint("sync");
    ::syncfs(fd);
    ::_exit(0);
}

}  // namespace

void sync_file_system(const fs::path& directory) {
    const UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) return;
    // Nothing ends syncfs(2) before the disk has taken what all programs have written, not even a
    // fatal signal: so it is left to a process that nobody needs to wait for.
    const pid_t child = ::fork();
    if (child == 0) sync_and_exit(fd.get());
    if (child < 0) {
        ::syncfs(fd.get());
    } else {
        reap(child);
    }
}

void sync_directory(const fs::path& directory) {
    const fs::path& path = directory.empty() ? fs::path(".") : directory;
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd) ::fsync(fd.get());
}

}  // namespace cudaenv
