// SPDX-License-Identifier: Apache-2.0
// Streams that are no terminal.
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/terminal.hpp>

#include <gtest/gtest.h>

#include <fcntl.h>

#include <cstdlib>

namespace cudaenv {
namespace {

TEST(Terminal, IsNotAFile) {
    const UniqueFd null = open_file("/dev/null", O_RDONLY);
    EXPECT_FALSE(is_terminal(null.get(), Environment(Environment::Map{{"TERM", "xterm"}})));
    EXPECT_EQ(terminal_width(null.get()), 80);
    EXPECT_FALSE(is_terminal(-1, {}));
}

TEST(Terminal, IsAPseudoTerminalUnlessDumb) {
    const UniqueFd terminal(::posix_openpt(O_RDWR | O_NOCTTY));
    if (!terminal) GTEST_SKIP() << "no pseudo-terminals here";
    EXPECT_TRUE(is_terminal(terminal.get(), Environment(Environment::Map{{"TERM", "xterm"}})));
    EXPECT_TRUE(is_terminal(terminal.get(), {}));
    EXPECT_FALSE(is_terminal(terminal.get(), Environment(Environment::Map{{"TERM", "dumb"}})));
    EXPECT_EQ(terminal_width(terminal.get()), 80) << "a size of 0 means unknown";
}

}  // namespace
}  // namespace cudaenv
