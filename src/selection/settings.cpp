// SPDX-License-Identifier: Apache-2.0
// The little of YAML that settings are written in.
#include <cudaenv/base/text.hpp>
#include <cudaenv/selection/settings.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>

namespace cudaenv::selection {
namespace {

using Lines = std::vector<std::string_view>;

/// Without a comment, which begins at the start of a line or after a blank, and blanks around.
std::string_view content_of(std::string_view line) {
    if (trim(line).starts_with('#')) return {};
    return trim(line.substr(0, line.find(" #")));
}

std::string unquoted(std::string_view text) {
    const bool is_quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                           text.back() == text.front();
    return std::string(is_quoted ? text.substr(1, text.size() - 2) : text);
}

/// "[a, 'b']", which may end on a later line.
std::vector<std::string> flow_values(std::string_view begin, const Lines& lines, std::size_t next) {
    std::string text(begin.substr(1));
    while (text.find(']') == std::string::npos && next < lines.size())
        text.append(" ").append(content_of(lines[next++]));
    text.resize(std::min(text.find(']'), text.size()));
    std::vector<std::string> values;
    for (const std::string_view piece : split(text, ',')) {
        if (!trim(piece).empty()) values.push_back(unquoted(trim(piece)));
    }
    return values;
}

/// Lines "- a" from `next` on.
std::vector<std::string> block_values(const Lines& lines, std::size_t next) {
    std::vector<std::string> values;
    for (; next < lines.size(); ++next) {
        const std::string_view content = content_of(lines[next]);
        if (content.empty()) continue;
        if (!content.starts_with("- ")) break;
        values.push_back(unquoted(trim(content.substr(2))));
    }
    return values;
}

}  // namespace

std::optional<Setting> find_setting(std::string_view text, std::string_view key) {
    const Lines lines = split_lines(text);
    const auto found = std::find_if(lines.begin(), lines.end(), [key](std::string_view line) {
        return line.starts_with(key) && line.substr(key.size()).starts_with(':');
    });
    if (found == lines.end()) return std::nullopt;
    const auto next = static_cast<std::size_t>(found - lines.begin()) + 1;
    const std::string_view value = content_of(found->substr(key.size() + 1));
    Setting setting{{}, static_cast<int>(next)};
    if (value.empty()) {
        setting.values = block_values(lines, next);
    } else if (value.front() == '[') {
        setting.values = flow_values(value, lines, next);
    } else {
        setting.values = {unquoted(value)};
    }
    return setting;
}

std::optional<Setting> load_setting(const std::filesystem::path& config_file,
                                    std::string_view key) {
    const auto text = find_file_text(config_file);
    return text ? find_setting(*text, key) : std::nullopt;
}

}  // namespace cudaenv::selection
