// SPDX-License-Identifier: Apache-2.0
// Who started this process.
#pragma once

#include <string>

namespace cudaenv {

/// The name of the program that this process's parent runs, as the kernel keeps it (up to 15
/// bytes): "bash" also for a login shell. Empty where that cannot be told.
std::string parent_program_name();

}  // namespace cudaenv
