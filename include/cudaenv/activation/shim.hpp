// SPDX-License-Identifier: Apache-2.0
// What a tool shim does when it is called: become the tool of the environment that applies.
#pragma once

#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::activation {

/// The program's file name; a link of any other name is the shim of the tool of that name.
inline constexpr const char* kShimName = "cudaenv-shim";

struct Tool {
    std::filesystem::path
        program;              ///< absolute, in its real directory: nvcc finds its parts through it
    Environment environment;  ///< what it runs in
};

/// What the shim program prints, and its exit status.
struct ShimAnswer {
    int status = 0;
    std::string output;              ///< for standard output, byte for byte
    std::vector<std::string> words;  ///< lines for standard error
};

/// The tool `name` of the environment that applies in `directory`. With the selection `system`, the
/// first `name` on PATH that is no shim. Otherwise the answer has status 127 (nothing fits; says
/// why and what installs it) or 126 (the program on PATH calls itself). Throws Error for a bad pin.
std::variant<Tool, ShimAnswer> find_tool(const std::string& name,
                                         const Environment& environment,
                                         const std::filesystem::path& directory);

/// The whole program: under the name of a tool it becomes that tool, with the tool's path as
/// argv[0], and returns only on failure; under its own name it serves the prompt hooks. Never
/// throws.
ShimAnswer run_shim(const std::vector<std::string>& argv, const Environment& environment);

}  // namespace cudaenv::activation
