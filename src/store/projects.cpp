// SPDX-License-Identifier: Apache-2.0
// One small file per pinned project, so that two shells can pin at once without a lock.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/names.hpp>
#include <cudaenv/store/projects.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <algorithm>
#include <cstdint>

namespace cudaenv::store {

namespace {

constexpr std::uint64_t kMaxBytes = 64U << 10U;

/// FNV-1a in hexadecimal: a short file name for a path; nothing relies on its strength.
std::string short_name(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    std::string name;
    for (unsigned shift = 64; shift > 0; shift -= 4) name += digits[hash >> (shift - 4) & 0xFU];
    return name;
}

/// nullopt also for a file that is not as we write it: it must not keep a command from its work.
std::optional<fs::path> find_remembered(const fs::path& file) {
    try {
        std::string path = find_own_text(file, Author::self, kMaxBytes).value_or("");
        if (path.ends_with('\n')) path.pop_back();
        if (path.starts_with('/')) return path;
    } catch (const Error&) {
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

void remember_project(const Layout& layout, const fs::path& pin) {
    const std::string path = pin.lexically_normal().string();
    const fs::path file = layout.projects() / short_name(path);
    update_own_file(file, path + "\n", 0644);
}

std::vector<fs::path> list_projects(const Layout& layout) {
    std::vector<fs::path> pins;
    for (const std::string& name : directory_names(layout.projects())) {
        if (!is_project_name(name)) continue;
        const auto pin = find_remembered(layout.projects() / name);
        std::error_code ignored;
        if (pin && fs::is_regular_file(*pin, ignored)) pins.push_back(*pin);
    }
    std::sort(pins.begin(), pins.end());
    pins.erase(std::unique(pins.begin(), pins.end()), pins.end());
    return pins;
}

std::optional<std::string> find_default_spec(const Layout& layout) {
    // As with the layout number: who uses a root need not own it.
    const auto text = find_own_text(layout.default_file(), Author::directory_owner, kMaxBytes);
    if (!text) return std::nullopt;
    const std::string_view spec = trim(split(*text, '\n').front());
    if (spec.empty()) return std::nullopt;
    return std::string(spec);
}

void write_default_spec(const Layout& layout, const std::string& spec) {
    replace_own_file(layout.default_file(), spec + "\n", 0644);
}

}  // namespace cudaenv::store
