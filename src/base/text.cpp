// SPDX-License-Identifier: Apache-2.0
// Text helpers; ASCII on purpose, so that no locale changes what a file means.
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>

#include <algorithm>

namespace cudaenv {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

bool is_bare_in_shell(char c) {
    constexpr std::string_view others = "_./:=@%+,-";
    return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

bool needs_quotes(std::string_view text) {
    // A leading '=' is an expansion in zsh.
    if (text.empty() || text.front() == '=') return true;
    return !std::all_of(text.begin(), text.end(), is_bare_in_shell);
}

}  // namespace

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const auto end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (auto begin = text.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(kBlanks, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(kBlanks, end);
    }
    return words;
}

std::vector<std::string_view> split_lines(std::string_view text) {
    if (text.empty()) return {};
    if (text.back() == '\n') text.remove_suffix(1);
    std::vector<std::string_view> lines = split(text, '\n');
    for (std::string_view& line : lines) {
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    }
    return lines;
}

std::string join(const std::vector<std::string>& pieces, std::string_view separator) {
    std::string text;
    for (const std::string& piece : pieces) {
        if (&piece != &pieces.front()) text += separator;
        text += piece;
    }
    return text;
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    if (from.empty() || text.find(from) == std::string::npos) return text;
    // Not in place: each replacement would move all that follows.
    std::string result;
    std::string_view rest = text;
    for (auto at = rest.find(from); at != std::string_view::npos; at = rest.find(from)) {
        result.append(rest.substr(0, at)).append(to);
        rest.remove_prefix(at + from.size());
    }
    return result.append(rest);
}

bool is_variable_name(std::string_view text) {
    if (text.empty() || is_digit(text.front())) return false;
    return std::all_of(
        text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '_'; });
}

std::string shell_quote(std::string_view text) {
    if (!needs_quotes(text)) return std::string(text);
    return "'" + replace_all(std::string(text), "'", R"('\'')") + "'";
}

std::string display_path(std::string_view path, std::string_view home) {
    while (home.size() > 1 && home.back() == '/') home.remove_suffix(1);
    const bool below_home = home.size() > 1 && path.starts_with(home) &&
                            (path.size() == home.size() || path[home.size()] == '/');
    if (!below_home) return std::string(path);
    return std::string("~").append(path.substr(home.size()));
}

}  // namespace cudaenv
