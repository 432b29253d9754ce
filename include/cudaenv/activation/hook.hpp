// SPDX-License-Identifier: Apache-2.0
// The prompt hook's helper (`cudaenv-shim --hook SHELL`) and the tool shim itself.
#pragma once

#include <string>
#include <vector>

#include <cudaenv/activation/shell.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

namespace cudaenv::activation {

struct HookAnswer {
    std::string code;     ///< shell code to evaluate; empty: nothing changes
    std::string message;  ///< for standard error: a pin that is not installed or not valid; said once per pin
};
/// What the shell must do now that its directory, pin or Python environment changed. Never throws: a bad pin is a message.
HookAnswer run_hook(Shell shell, const Environment& environment, const std::filesystem::path& directory, const store::Layout& layout);

/// Becomes the tool `name` of the environment that applies in `directory`: one execve of its real path, with that path as
/// argv[0] and the environment's variables set. With the selection `system`, the first `name` on PATH outside shims/.
/// Returns only on failure: 127 (nothing fits; says why and what installs it) or 126 (cannot be executed).
int run_shim(const std::string& name, const std::vector<std::string>& arguments, const Environment& environment, const std::filesystem::path& directory);

/// Makes shims/ hold one link to the shim program for every executable in the bin directories of the installed environments,
/// and shell/init.* files. `shim_program` is copied or linked into the root. Removes shims of tools nothing has any more.
void refresh_shims(const store::Layout& layout, const std::filesystem::path& shim_program, const std::filesystem::path& program);

}  // namespace cudaenv::activation
