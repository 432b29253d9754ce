// SPDX-License-Identifier: Apache-2.0
// Questions about directories.
#include "sys/directory_handle.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace cudaenv {

namespace fs = std::filesystem;

std::vector<std::string> list_directory(const fs::path& directory) {
    return names_in(AT_FDCWD, directory.c_str()).value_or(std::vector<std::string>());
}

std::vector<std::string> directory_names(const fs::path& directory) {
    auto names = names_in(AT_FDCWD, directory.c_str());
    if (!names) {
        const int reason = errno;
        if (reason == ENOENT || reason == ENOTDIR) return {};
        throw io_error("read the directory", directory.string(), reason);
    }
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
    return *std::move(names);
}

bool is_real_directory(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(fs::symlink_status(path, ignored));
}

}  // namespace cudaenv
