// SPDX-License-Identifier: Apache-2.0
// Reading and writing .cudaenv/activation.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/activation_file.hpp>

#include <algorithm>

namespace cudaenv::store {

namespace {

constexpr std::string_view kFormatWord = "cudaenv-activation";
constexpr std::string_view kFormatNumber = "3";
/// Its files tell no profile.
constexpr std::string_view kFormatWithoutProfile = "2";
/// Its files have no last line, so that one that lost its end is not noticed.
constexpr std::string_view kFormatWithoutEnd = "1";
constexpr std::string_view kLastLine = "end";

void add_line(std::string& text, std::string_view word, std::string_view value) {
    if (value.find_first_of("\r\n") != std::string_view::npos) {
        throw Error(ErrorKind::usage,
                    "a line end in '" + std::string(value) + "' cannot be activated",
                    "choose a directory whose name has no line end");
    }
    text.append(word).append(" ").append(value).append("\n");
}

void add_pair(std::string& text,
              std::string_view word,
              const std::pair<std::string, std::string>& pair) {
    add_line(text, word, std::string(pair.first).append(" ").append(pair.second));
}

/// "first rest": cut at the first blank; `rest` keeps its own blanks.
std::pair<std::string, std::string> cut(std::string_view text) {
    const auto blank = std::min(text.find(' '), text.size());
    const auto rest = text.substr(std::min(blank + 1, text.size()));
    return {std::string(text.substr(0, blank)), std::string(rest)};
}

/// Adds one item to `activation`; false when the line is malformed.
bool add_item(Activation& activation, std::string_view line) {
    const auto [word, value] = cut(line);
    if (value.empty()) return false;
    if (word == "toolkit") {
        activation.toolkit = value;
    } else if (word == "library") {
        const auto [name, version] = cut(value);
        activation.libraries[name] = version;
        return is_environment_name(name) && !version.empty();
    } else if (word == "profile") {
        activation.profile = find_profile(value);
    } else if (word == "path") {
        activation.paths.push_back(value);
    } else if (word == "library-path") {
        activation.library_paths.push_back(value);
    } else if (word == "set" || word == "prepend") {
        auto& pairs = word == "set" ? activation.set : activation.prepend;
        pairs.push_back(cut(value));
        return is_variable_name(pairs.back().first);
    } else if (word == "prefix" || word == "project") {
        (word == "prefix" ? activation.prefix : activation.project) = value;
        return value.front() == '/' && printable(value) == value;
    } else {
        return false;
    }
    return true;
}

Error damaged(std::string_view file, std::size_t line, const std::string& reason) {
    return {ErrorKind::integrity, std::string(file) + ":" + std::to_string(line) + ": " + reason};
}

using Lines = std::vector<std::string_view>;

/// The lines between the first, which names the format, and the last.
Lines items_of(Lines lines, std::string_view file) {
    const auto [word, number] = cut(lines.empty() ? std::string_view() : lines.front());
    if (word != kFormatWord) throw damaged(file, 1, "this is no activation file");
    if (number == kFormatNumber || number == kFormatWithoutProfile) {
        if (lines.back() != kLastLine) throw damaged(file, lines.size(), "its end is missing");
        return {lines.begin() + 1, lines.end() - 1};
    }
    if (number == kFormatWithoutEnd) return {lines.begin() + 1, lines.end()};
    throw Error(ErrorKind::integrity,
                std::string(file) + ":1: format '" + std::string(number) + "' is not known",
                "a newer cudaenv wrote it; update cudaenv");
}

}  // namespace

std::string render_activation(const Activation& activation) {
    std::string text;
    add_line(text, kFormatWord, kFormatNumber);
    add_line(text, "toolkit", activation.toolkit);
    for (const auto& library : activation.libraries) add_pair(text, "library", library);
    if (activation.profile) add_line(text, "profile", profile_text(*activation.profile));
    for (const auto& path : activation.paths) add_line(text, "path", path);
    for (const auto& path : activation.library_paths) add_line(text, "library-path", path);
    for (const auto& variable : activation.set) add_pair(text, "set", variable);
    for (const auto& variable : activation.prepend) add_pair(text, "prepend", variable);
    if (!activation.prefix.empty()) add_line(text, "prefix", activation.prefix);
    if (!activation.project.empty()) add_line(text, "project", activation.project);
    return text.append(kLastLine).append("\n");
}

Activation parse_activation(std::string_view text, std::string_view file) {
    const Lines items = items_of(split_lines(text), file);
    Activation activation;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!add_item(activation, items[i])) {
            throw damaged(file, i + 2, "malformed line '" + std::string(items[i]) + "'");
        }
    }
    if (activation.toolkit.empty()) throw damaged(file, items.size() + 1, "no toolkit is named");
    return activation;
}

}  // namespace cudaenv::store
