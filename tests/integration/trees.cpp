// SPDX-License-Identifier: Apache-2.0
// Looks at trees without following links.
#include "integration/trees.hpp"

#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::test {

namespace fs = std::filesystem;

namespace {

std::string find_fault(const fs::directory_entry& entry) {
    if (entry.is_symlink()) {
        if (fs::read_symlink(entry.path()).is_absolute()) return "absolute link";
        return fs::exists(entry.path()) ? "" : "dangling link";
    }
    const unsigned mode = mode_of(entry.path());
    const bool is_right = entry.is_directory() ? mode == 0755 : (mode == 0444 || mode == 0555);
    return is_right ? "" : fmt::format("mode {:o}", mode);
}

}  // namespace

std::vector<std::string> find_faults(const fs::path& prefix) {
    std::vector<std::string> faults;
    for (const auto& entry : fs::recursive_directory_iterator(prefix)) {
        const std::string fault = find_fault(entry);
        if (!fault.empty()) {
            faults.push_back(
                fmt::format("{}: {}", entry.path().lexically_relative(prefix).string(), fault));
        }
    }
    return faults;
}

std::vector<std::string> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    if (!fs::is_directory(directory)) return names;
    for (const auto& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string text_of(const fs::path& file) {
    return read_file_text(file);
}

std::string target_of(const fs::path& link) {
    return fs::is_symlink(link) ? fs::read_symlink(link).string() : "";
}

unsigned mode_of(const fs::path& file) {
    return static_cast<unsigned>(fs::symlink_status(file).permissions());
}

}  // namespace cudaenv::test
