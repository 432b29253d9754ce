// SPDX-License-Identifier: Apache-2.0
// Reaching the shell that called us: the function that `cudaenv init` defines evaluates our
// standard output.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/activation/shell.hpp>

#include <optional>
#include <string>

namespace cudaenv::cli {

/// The calling shell, when its cudaenv function runs us ($CUDAENV_SHELL). It evaluates what the
/// commands print that are about this shell; of `current` and `which` it says only that it is
/// there.
std::optional<activation::Shell> calling_shell(const Services& services);
/// As above; throws Error(usage) saying how to load the function.
activation::Shell require_calling_shell(const Services& services);

/// The line that loads the integration into the shell that started us, else into $SHELL, else into
/// bash, by the name that finds this program there: eval "$(cudaenv init bash)".
std::string hook_line(const Services& services);
/// As hook_line, and then takes what applies here to the front of that shell's PATH.
std::string hook_and_use_line(const Services& services);
/// The file that such a shell reads when it starts: "~/.bashrc".
std::string start_file(const Services& services);

}  // namespace cudaenv::cli
