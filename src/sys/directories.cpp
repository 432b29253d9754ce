// SPDX-License-Identifier: Apache-2.0
// Questions about directories.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>

#include <algorithm>
#include <system_error>

namespace cudaenv {

namespace fs = std::filesystem;

std::vector<fs::directory_entry> list_directory(const fs::path& directory) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error))
        entries.push_back(*entry);
    return entries;
}

std::vector<std::string> directory_names(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    const bool is_absent =
        error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
    if (error && !is_absent)
        throw io_error("read the directory", directory.string(), error.value());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

bool is_real_directory(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(fs::symlink_status(path, ignored));
}

}  // namespace cudaenv
