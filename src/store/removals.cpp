// SPDX-License-Identifier: Apache-2.0
// One file per removal, named after what is removed, an entry per line.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/names.hpp>
#include <cudaenv/store/removals.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <cstdint>
#include <system_error>
#include <vector>

namespace cudaenv::store {

namespace {

constexpr std::uint64_t kMaxBytes = 1U << 20U;
constexpr std::string_view kEnd = ".removal";

std::vector<fs::path> notes(const Layout& layout) {
    std::vector<fs::path> files;
    if (!is_own_directory(layout.removals())) return files;
    for (const std::string& name : list_directory(layout.removals())) {
        fs::path file = layout.removals() / name;
        std::error_code ignored;
        const bool is_file = fs::is_regular_file(fs::symlink_status(file, ignored));
        if (is_file && file.extension() == kEnd) files.push_back(std::move(file));
    }
    return files;
}

}  // namespace

void note_removal(const Layout& layout,
                  const std::string& name,
                  const std::set<std::string>& entries) {
    std::string text;
    for (const std::string& entry : entries) text.append(entry).append("\n");
    replace_own_file(layout.removals() / std::string(name).append(kEnd), text, 0644);
}

std::set<std::string> noted_entries(const Layout& layout) {
    std::set<std::string> entries;
    for (const fs::path& file : notes(layout)) {
        try {
            const std::string text = find_own_text(file, Author::self, kMaxBytes).value_or("");
            for (const std::string_view line : split_lines(text)) {
                if (is_entry_name(line)) entries.emplace(line);
            }
        } catch (const Error&) {
            continue;  // nothing that we wrote
        }
    }
    return entries;
}

void forget_removals(const Layout& layout) {
    for (const fs::path& file : notes(layout)) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
}

}  // namespace cudaenv::store
