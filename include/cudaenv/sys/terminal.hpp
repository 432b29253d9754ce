// SPDX-License-Identifier: Apache-2.0
// What the standard streams are attached to.
#pragma once

#include <cudaenv/sys/environment.hpp>

namespace cudaenv {

/// True when `fd` is a terminal and TERM is not "dumb".
bool is_terminal(int fd, const Environment& environment);
/// Columns of the terminal behind `fd`; 80 when unknown.
int terminal_width(int fd);

}  // namespace cudaenv
