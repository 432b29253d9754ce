// SPDX-License-Identifier: Apache-2.0
// Owners of files, and who may write beside them.
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/selection/foreign.hpp>
#include <cudaenv/selection/settings.hpp>
#include <cudaenv/sys/file_state.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;

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

/// Whether an entry means `directory`, that one only, and can be copied from where it is printed.
bool can_be_entry(const std::string& directory) {
    return directory.find(':') == std::string::npos && !directory.ends_with(kBelow) &&
           printable(directory) == directory;
}

/// A scalar in a list of YAML.
std::string yaml_text(const std::string& text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._+-";
    if (text.find_first_not_of(plain) == std::string::npos) return text;
    return '"' + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string following_hint(const std::string& directory, const std::string& config_file) {
    if (!can_be_entry(directory)) {
        return "no entry of " + std::string(kKey) +
               " can name that directory: move the project elsewhere, or give yourself the file "
               "with chown";
    }
    return "to follow it all the same, \"" + std::string(kKey) + ": [" + yaml_text(directory) +
           "]\" in " + config_file;
}

}  // namespace

SafeDirectories::SafeDirectories(const Environment& environment, fs::path config_file)
    : environment_(environment), config_file_(std::move(config_file)) {}

std::vector<std::string> SafeDirectories::load() const {
    if (const auto value = environment_.find_nonempty(variables::kSafeDirectories))
        return parse_directories(*value);
    const auto setting = load_setting(config_file_, kKey);
    if (!setting) return {};
    if (!setting->is_list) return parse_directories(setting->values.front());
    // What would be several in the variable is refused where the configuration is checked.
    std::vector<std::string> entries = setting->values;
    std::erase_if(entries,
                  [](const std::string& entry) { return entry.find(':') != std::string::npos; });
    return entries;
}

bool SafeDirectories::contain(const fs::path& directory) const {
    const std::vector<std::string> entries = load();
    const fs::path real = real_path(directory);
    return std::any_of(
        entries.begin(), entries.end(), [&](const auto& entry) { return covers(entry, real); });
}

bool is_foreign(uid_t owner, const fs::path& directory, const SafeDirectories& safe) {
    return !is_trusted_owner(owner) && everybody_may_write(directory) && !safe.contain(directory);
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
            following_hint(directory, display_path(layout.config_file().string(), home))};
}

}  // namespace cudaenv::selection
