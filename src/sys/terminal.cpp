// SPDX-License-Identifier: Apache-2.0
// Asking the kernel about terminals.
#include <cudaenv/sys/terminal.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

namespace cudaenv {

bool is_terminal(int fd, const Environment& environment) {
    return ::isatty(fd) == 1 && environment.find("TERM") != "dumb";
}

int terminal_width(int fd) {
    constexpr int usual_width = 80;
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_width;
    return size.ws_col;
}

}  // namespace cudaenv
