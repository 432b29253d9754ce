// SPDX-License-Identifier: Apache-2.0
// Patterns of names, and looking for them.
#include <cudaenv/store/names.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/leftovers.hpp>

#include <system_error>

namespace cudaenv::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 16;

bool is_key(std::string_view text) {
    return text.size() == kDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

bool is_staging_name(std::string_view name) {
    return stem_of_unique_name(name).has_value();
}

bool is_entry_name(std::string_view name) {
    if (name.size() < kDigits + 1 || !is_key(name.substr(name.size() - kDigits))) return false;
    const std::string_view rest = name.substr(0, name.size() - kDigits);
    // "<name>-<version>-"
    const auto dash = rest.find('-', 1);
    return rest.front() != '.' && rest.back() == '-' && dash + 2 < rest.size();
}

bool is_project_name(std::string_view name) {
    return is_key(name);
}

std::vector<std::string> own_directories(const fs::path& parent,
                                         bool (*is_ours)(std::string_view name)) {
    const auto state = find_file_state(parent);
    if (!state || state->kind != FileKind::directory) return {};
    std::vector<std::string> names = directory_names(parent);
    std::erase_if(names, [&](const std::string& name) {
        return !is_ours(name) || !is_real_directory(parent / name);
    });
    return names;
}

}  // namespace cudaenv::store
