// SPDX-License-Identifier: Apache-2.0
// What every command is given.
#include "cli/services.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace fs = std::filesystem;

std::string Services::shown(const fs::path& path) const {
    return display_path(path.string(), environment.find("HOME").value_or(""));
}

fs::path require_shim_program(const fs::path& program) {
    const fs::path directory = program.parent_path();
    for (const fs::path& candidate :
         {directory / "cudaenv-shim", directory / "../libexec/cudaenv/cudaenv-shim"}) {
        if (fs::exists(candidate)) return fs::canonical(candidate);
    }
    throw Error(ErrorKind::not_found,
                fmt::format("cudaenv-shim is missing beside {}", program.string()),
                "install cudaenv again: cmake --install <build directory>");
}

}  // namespace cudaenv::cli
