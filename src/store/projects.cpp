// SPDX-License-Identifier: Apache-2.0
// One small file per pinned project, so that two shells can pin at once without a lock.
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/projects.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>
#include <cstdint>

namespace cudaenv::store {

namespace {

/// FNV-1a in hexadecimal: a short file name for a path; nothing relies on its strength.
std::string short_name(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    std::string name;
    for (unsigned shift = 64; shift > 0; shift -= 4) name += digits[hash >> (shift - 4) & 0xFU];
    return name;
}

}  // namespace

void remember_project(const Layout& layout, const fs::path& pin) {
    const std::string path = pin.lexically_normal().string();
    const fs::path file = layout.projects() / short_name(path);
    const std::string text = path + "\n";
    if (find_file_text(file) != text) replace_file(file, text);
}

std::vector<fs::path> list_projects(const Layout& layout) {
    std::vector<fs::path> pins;
    std::error_code error;
    fs::directory_iterator entry(layout.projects(), error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::string path = find_file_text(entry->path()).value_or("");
        if (path.ends_with('\n')) path.pop_back();
        std::error_code ignored;
        if (!path.empty() && fs::is_regular_file(path, ignored)) pins.emplace_back(path);
    }
    std::sort(pins.begin(), pins.end());
    pins.erase(std::unique(pins.begin(), pins.end()), pins.end());
    return pins;
}

std::optional<std::string> find_default_spec(const Layout& layout) {
    const auto text = find_file_text(layout.default_file());
    if (!text) return std::nullopt;
    const std::string_view spec = trim(split(*text, '\n').front());
    if (spec.empty()) return std::nullopt;
    return std::string(spec);
}

void write_default_spec(const Layout& layout, const std::string& spec) {
    replace_file(layout.default_file(), spec + "\n");
}

}  // namespace cudaenv::store
