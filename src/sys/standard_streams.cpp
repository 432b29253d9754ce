// SPDX-License-Identifier: Apache-2.0
// What main does first, and reading and writing streams that others have set up.
#include "sys/reading.hpp"
#include "sys/write_signals.hpp"

#include <cudaenv/sys/standard_streams.hpp>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace cudaenv {

namespace {

/// A descriptor with the lowest free number that another program does not inherit.
int open_something() {
    const int fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    // Where there is no /dev, a descriptor that can be neither read nor written serves.
    return fd >= 0 ? fd : ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void fill_closed_streams() {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF && open_something() < 0) return;
    }
}

/// Waits until a stream that somebody made non-blocking takes or has more.
void wait_for(int fd, short what) {
    pollfd interest{fd, what, 0};
    ::poll(&interest, 1, -1);
}

}  // namespace

void prepare_process() {
    fill_closed_streams();
    ignore_write_signals();
    // Who starts programs with it ignored has the kernel reap their children: ours, too.
    static_cast<void>(std::signal(SIGCHLD, SIG_DFL));
}

std::string read_standard_input(std::uint64_t limit) {
    const auto wait = [](int fd) { wait_for(fd, POLLIN); };
    // By its descriptor: /dev/stdin cannot be opened where it is a socket.
    return read_to_end(STDIN_FILENO, "standard input", limit, wait);
}

int write_stream(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(fd, text.data(), text.size());
        if (count >= 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            wait_for(fd, POLLOUT);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

}  // namespace cudaenv
