// SPDX-License-Identifier: Apache-2.0
// What every command is given.
#include "cli/services.hpp"

#include <cudaenv/base/text.hpp>

namespace cudaenv::cli {

namespace fs = std::filesystem;

std::string Services::shown(const fs::path& path) const {
    return display_path(path.string(), environment.find("HOME").value_or(""));
}

}  // namespace cudaenv::cli
