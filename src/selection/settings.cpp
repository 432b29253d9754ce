// SPDX-License-Identifier: Apache-2.0
// The little of YAML that settings are written in.
#include <cudaenv/base/text.hpp>
#include <cudaenv/selection/settings.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>

namespace cudaenv::selection {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(char c) {
    return kBlanks.find(c) != std::string_view::npos;
}

/// Takes values from the front of a text.
class ValueReader {
 public:
    explicit ValueReader(std::string_view text) : text_(text) {}

    /// The value that ends at one of `ends` or at a comment, unless they stand in quotes.
    std::string value(std::string_view ends) {
        if (text_.starts_with('"') || text_.starts_with('\'')) return quoted();
        return plain(ends);
    }

    /// What stands behind a '[', which may end on a later line.
    std::vector<std::string> flow() {
        std::vector<std::string> values;
        for (skip_unsaid(); !text_.empty() && text_.front() != ']'; skip_unsaid()) {
            if (text_.front() == ',') {
                text_.remove_prefix(1);
            } else {
                values.push_back(value(",]"));
            }
        }
        return values;
    }

 private:
    void skip_unsaid() {
        while (!text_.empty() && (is_blank(text_.front()) || text_.front() == '#')) {
            const bool is_comment = text_.front() == '#';
            text_.remove_prefix(is_comment ? std::min(text_.find('\n'), text_.size()) : 1);
        }
    }

    /// Of the escapes those of quotation mark and backslash.
    std::string quoted() {
        const char quote = text_.front();
        std::string value;
        for (std::size_t i = 1; i < text_.size(); ++i) {
            const char next = i + 1 < text_.size() ? text_[i + 1] : '\0';
            const bool is_pair = quote == '"' ? text_[i] == '\\' && (next == '"' || next == '\\')
                                              : text_[i] == '\'' && next == '\'';
            if (is_pair) {
                ++i;
            } else if (text_[i] == quote) {
                text_.remove_prefix(i + 1);
                return value;
            }
            value += text_[i];
        }
        text_ = {};
        return {};
    }

    std::string plain(std::string_view ends) {
        std::size_t end = 0;
        const auto is_at_end = [&] {
            const bool is_comment = text_[end] == '#' && end > 0 && is_blank(text_[end - 1]);
            return is_comment || ends.find(text_[end]) != std::string_view::npos;
        };
        while (end < text_.size() && !is_at_end()) ++end;
        std::string value;
        for (const std::string_view line : split_lines(text_.substr(0, end))) {
            if (!value.empty() && !trim(line).empty()) value += ' ';
            value += trim(line);
        }
        text_.remove_prefix(end);
        return value;
    }

    std::string_view text_;
};

/// Lines "- a" from `next` on.
std::vector<std::string> block_values(const Lines& lines, std::size_t next) {
    std::vector<std::string> values;
    for (; next < lines.size(); ++next) {
        const std::string_view content = trim(lines[next]);
        if (content.empty() || content.starts_with('#')) continue;
        if (!content.starts_with("- ")) break;
        values.push_back(ValueReader(trim(content.substr(2))).value({}));
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
    const std::string_view value = trim(found->substr(key.size() + 1));
    const bool is_block = value.empty() || value.front() == '#';
    const bool is_flow = value.starts_with('[');
    Setting setting{{}, static_cast<int>(next), is_block || is_flow};
    if (is_block) {
        setting.values = block_values(lines, next);
    } else if (is_flow) {
        const auto begin = static_cast<std::size_t>(value.data() - text.data()) + 1;
        setting.values = ValueReader(text.substr(begin)).flow();
    } else {
        setting.values = {ValueReader(value).value({})};
    }
    return setting;
}

std::optional<Setting> load_setting(const std::filesystem::path& config_file,
                                    std::string_view key) {
    const auto text = find_file_text(config_file);
    return text ? find_setting(*text, key) : std::nullopt;
}

}  // namespace cudaenv::selection
