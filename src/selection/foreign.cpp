// SPDX-License-Identifier: Apache-2.0
// Owners of files, and who may write beside them.
#include <cudaenv/base/text.hpp>
#include <cudaenv/selection/foreign.hpp>
#include <cudaenv/selection/settings.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVariable = "CUDAENV_SAFE_DIRECTORIES";
constexpr const char* kKey = "safe_directories";
constexpr std::string_view kBelow = "/*";

bool everybody_may_write(const fs::path& directory) {
    struct stat status {};
    return ::stat(directory.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0;
}

/// Links resolved as far as there is something.
fs::path real_path(const fs::path& path) {
    std::error_code failed;
    fs::path real = fs::weakly_canonical(path, failed);
    return failed ? path.lexically_normal() : real;
}

bool covers(const std::string& entry, const fs::path& directory) {
    if (entry == "*") return true;
    if (!entry.starts_with('/')) return false;
    if (!entry.ends_with(kBelow)) return real_path(entry) == directory;
    const fs::path top = real_path(entry.substr(0, entry.size() - kBelow.size() + 1));
    const auto rest = directory.lexically_relative(top);
    return !rest.empty() && *rest.begin() != ".." && rest != ".";
}

}  // namespace

SafeDirectories::SafeDirectories(const Environment& environment, fs::path config_file)
    : environment_(environment), config_file_(std::move(config_file)) {}

std::vector<std::string> SafeDirectories::load() const {
    if (const auto value = environment_.find_nonempty(kVariable)) {
        const auto entries = split(*value, ':');
        return {entries.begin(), entries.end()};
    }
    const auto setting = load_setting(config_file_, kKey);
    return setting ? setting->values : std::vector<std::string>();
}

bool SafeDirectories::contain(const fs::path& directory) const {
    const std::vector<std::string> entries = load();
    const fs::path real = real_path(directory);
    return std::any_of(
        entries.begin(), entries.end(), [&](const auto& entry) { return covers(entry, real); });
}

bool is_foreign(uid_t owner, const fs::path& directory, const SafeDirectories& safe) {
    const bool is_trusted = owner == 0 || owner == ::geteuid();
    return !is_trusted && everybody_may_write(directory) && !safe.contain(directory);
}

bool is_foreign(const fs::path& file, const SafeDirectories& safe) {
    struct stat entry {};
    if (::lstat(file.c_str(), &entry) != 0) return false;
    struct stat target {};
    if (::stat(file.c_str(), &target) != 0) target = entry;
    return is_foreign(entry.st_uid, file.parent_path(), safe) ||
           is_foreign(target.st_uid, file.parent_path(), safe);
}

Error not_followed_error(const fs::path& file,
                         const Environment& environment,
                         const store::Layout& layout) {
    const std::string home = environment.find_nonempty("HOME").value_or("");
    const std::string directory = file.parent_path().string();
    return {ErrorKind::refused,
            display_path(file.string(), home) +
                " is not followed: another user owns it, and everybody may write to " +
                display_path(directory, home),
            "to follow it all the same, \"" + std::string(kKey) + ": [" + directory + "]\" in " +
                display_path(layout.config_file().string(), home)};
}

}  // namespace cudaenv::selection
