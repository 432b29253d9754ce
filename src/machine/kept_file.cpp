// SPDX-License-Identifier: Apache-2.0
// Small files of answers, believed only when they are whole and about the same question.
#include "machine/kept_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <cstdint>

namespace cudaenv::machine {

namespace {

constexpr std::string_view kEnd = "end\n";
constexpr std::uint64_t kSizeLimit = 8U << 20U;
constexpr unsigned kPrivateDirectory = 0700;
constexpr unsigned kPrivateFile = 0600;

/// Only what this user wrote is believed: a cache may stand where others write.
std::optional<std::string> read_kept(const std::filesystem::path& path) {
    try {
        return find_own_text(path, Author::self, kSizeLimit);
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<std::string> find_kept(const std::filesystem::path& path, std::string_view head) {
    const auto text = read_kept(path);
    const std::string first = std::string(head) + "\n";
    const bool is_whole = text && text->size() >= first.size() + kEnd.size() &&
                          text->starts_with(first) && text->ends_with("\n" + std::string(kEnd));
    if (!is_whole) return std::nullopt;
    return text->substr(first.size(), text->size() - first.size() - kEnd.size());
}

void keep(const std::filesystem::path& path, std::string_view head, std::string_view lines) {
    try {
        ensure_own_directory(path.parent_path(), kPrivateDirectory);
        replace_own_file(
            path, std::string(head) + "\n" + std::string(lines) + std::string(kEnd), kPrivateFile);
    } catch (const Error&) {
        return;  // the next run asks again
    }
}

}  // namespace cudaenv::machine
