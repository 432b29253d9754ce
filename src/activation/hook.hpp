// SPDX-License-Identifier: Apache-2.0
// The prompt hook's helper, `cudaenv-shim --hook SHELL`.
#pragma once

#include <cudaenv/activation/shell.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::activation {

struct HookAnswer {
    std::string code;     ///< shell code to evaluate; empty: nothing changes
    std::string message;  ///< a line for standard error: what is wrong or worth knowing here
};

/// What the shell must do now that its directory, pin or Python environment changed. A bad or not
/// installed pin is a message, never an exception. The hook passes the last message in
/// CUDAENV_SAID, so that it is not said again.
HookAnswer run_hook(Shell shell,
                    const Environment& environment,
                    const std::filesystem::path& directory,
                    const store::Layout& layout);

}  // namespace cudaenv::activation
