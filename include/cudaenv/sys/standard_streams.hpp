// SPDX-License-Identifier: Apache-2.0
// Standard input, output and error as they must be before anything else is opened, reading and
// writing them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cudaenv {

/// What main does first. A standard stream that is closed is opened on /dev/null, lest a file that
/// is opened later takes its number and receives words; programs that this one starts find it
/// closed as before. A write that fails for a closed pipe or a limit on file sizes becomes an error
/// instead of a signal, in this program only. The end of a program that this one starts can be
/// waited for, even when SIGCHLD was ignored before.
void prepare_process();

/// All of standard input, also where somebody made it non-blocking. Throws Error(io) beyond `limit`
/// bytes.
std::string read_standard_input(std::uint64_t limit);
/// Writes all of `text`: 0, or the errno value of what failed.
int write_stream(int fd, std::string_view text);

}  // namespace cudaenv
