// SPDX-License-Identifier: Apache-2.0
// Changes spelled for a shell, and the integration text that `cudaenv init` prints.
#pragma once

#include <cudaenv/activation/changes.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::activation {

enum class Shell { bash, zsh, fish, posix };
/// nullopt for a shell that has no integration. "sh", "dash" and "ksh" are posix.
std::optional<Shell> find_shell(std::string_view name);

/// `value` as one word of the shell's language, quoted so that no byte of it is interpreted.
std::string quote_for(Shell shell, const std::string& value);

/// Lines of shell code that make the changes; every value quoted so that no byte of it is
/// interpreted.
std::string render_changes(const Changes& changes, Shell shell);

/// The text of shell/hook.<shell> with its placeholders replaced: the directory of shims, the path
/// of the cudaenv program and the path of the shim program.
std::string render_hook(Shell shell,
                        const std::string& shims,
                        const std::string& program,
                        const std::string& shim_program);

}  // namespace cudaenv::activation
