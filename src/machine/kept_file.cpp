// SPDX-License-Identifier: Apache-2.0
// Small files of answers, believed only when they are whole and about the same question.
#include "machine/kept_file.hpp"
#include "machine/system_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

namespace cudaenv::machine {

namespace {
constexpr std::string_view kEnd = "end\n";
}

std::optional<std::string> find_kept(const std::filesystem::path& path, std::string_view head) {
    auto text = read_system_file(path);
    const std::string first = std::string(head) + "\n";
    const bool is_whole = text && text->size() >= first.size() + kEnd.size() &&
                          text->starts_with(first) && text->ends_with("\n" + std::string(kEnd));
    if (!is_whole) return std::nullopt;
    return text->substr(first.size(), text->size() - first.size() - kEnd.size());
}

void keep(const std::filesystem::path& path, std::string_view head, std::string_view lines) {
    try {
        replace_file(path, std::string(head) + "\n" + std::string(lines) + std::string(kEnd));
    } catch (const Error&) {
        return;  // the next run asks again
    }
}

}  // namespace cudaenv::machine
