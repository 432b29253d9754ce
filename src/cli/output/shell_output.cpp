// SPDX-License-Identifier: Apache-2.0
// Reaching the shell that called us.
#include "cli/output/shell_output.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/variables.hpp>

namespace cudaenv::cli {

std::optional<activation::Shell> calling_shell(const Services& services) {
    const auto name = services.environment.find_nonempty(variables::kShell);
    return name ? activation::find_shell(*name) : std::nullopt;
}

activation::Shell require_calling_shell(const Services& services) {
    if (const auto shell = calling_shell(services)) return *shell;
    throw Error(ErrorKind::usage,
                "this changes the current shell, which a program can do only through the shell's "
                "cudaenv function",
                "eval \"$(cudaenv init bash)\"      (or zsh, fish), then the same command");
}

}  // namespace cudaenv::cli
