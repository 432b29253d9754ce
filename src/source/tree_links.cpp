// SPDX-License-Identifier: Apache-2.0
// Makes and sweeps symbolic links; translates the file system's errors.
#include "source/tree_links.hpp"

#include <cudaenv/base/error.hpp>

#include <algorithm>
#include <system_error>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

void check(const std::error_code& error, const std::string& action, const fs::path& path) {
    if (error) throw io_error(action, path.string(), error.value());
}

}  // namespace

void ensure_symlink(const std::string& target, const fs::path& path) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    check(error, "make the directory", path.parent_path());
    if (fs::exists(fs::symlink_status(path, error))) return;
    fs::create_symlink(target, path, error);
    check(error, "make the link", path);
}

std::vector<std::string> directory_names(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code error;
    if (!fs::is_directory(directory, error)) return names;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    check(error, "read the directory", directory);
    std::sort(names.begin(), names.end());
    return names;
}

void remove_dangling_links(const fs::path& tree) {
    std::vector<fs::path> dangling;
    std::error_code error;
    fs::recursive_directory_iterator entry(tree, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_symlink(ignored) && !fs::exists(entry->path(), ignored)) {
            dangling.push_back(entry->path());
        }
    }
    check(error, "read the directory", tree);
    for (const fs::path& link : dangling) {
        fs::remove(link, error);
        check(error, "remove the link", link);
    }
}

}  // namespace cudaenv::source
