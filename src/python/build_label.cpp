// SPDX-License-Identifier: Apache-2.0
// Cuts a label into words, each with the number behind it.
#include "python/build_label.hpp"

#include "python/packages.hpp"

#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace cudaenv::python {

namespace {

/// "cu" and "128", "torch" and "2.9.0", "cpu" and nothing.
struct Word {
    std::string_view letters;
    std::string_view number;
};

std::string_view take_letters(std::string_view& text) {
    const auto end = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
    const auto letters = text.substr(0, end);
    text.remove_prefix(end);
    return letters;
}

/// Digits, with dots between them.
std::string_view take_number(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() &&
           (is_digit(text[end]) ||
            (end > 0 && text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1]))))
        ++end;
    const auto number = text.substr(0, end);
    text.remove_prefix(end);
    return number;
}

std::vector<Word> words_of(std::string_view label) {
    std::vector<Word> words;
    while (!label.empty()) {
        const Word word{take_letters(label), take_number(label)};
        if (word.letters.empty() && word.number.empty()) {
            label.remove_prefix(1);
        } else {
            words.push_back(word);
        }
    }
    return words;
}

/// "82" is 8.2, "805" is 8.0.5, "9.1.0" is itself.
std::optional<Version> cudnn_of(std::string_view number) {
    if (number.find('.') != std::string_view::npos || number.size() < 2 || number.size() > 3)
        return find_version(number);
    auto text = fmt::format("{}.{}", number[0], number[1]);
    if (number.size() == 3) text += fmt::format(".{}", number[2]);
    return find_version(text);
}

/// "24" is 2.4, "210" is 2.10: torch has had majors of one digit only.
std::optional<Version> torch_of(std::string_view number) {
    if (number.size() < 2 || number.find('.') != std::string_view::npos) return std::nullopt;
    return find_version(fmt::format("{}.{}", number.front(), number.substr(1)));
}

void set_build(BuildLabel& label, std::string_view build) {
    if (!label.build.empty()) return;
    label.build = build;
    label.cuda = find_build_cuda(build);
}

void read_word(const Word& word, BuildLabel& label) {
    const auto& [letters, number] = word;
    if (letters == "nv" && number.find('.') != std::string_view::npos) {
        label.container = number;
    } else if (letters == "cudnn") {
        label.cudnn = cudnn_of(number);
    } else if (letters == "torch") {
        label.torch = find_version(number);
    } else if (letters == "pt") {
        label.torch = torch_of(number);
    } else if (letters == "cu" || letters == "cuda" || letters == "rocm") {
        const auto build = fmt::format("{}{}", letters, number);
        if (is_build(build)) set_build(label, build);
    } else if (letters == "cpu" || letters == "xpu") {
        set_build(label, letters);
    }
}

}  // namespace

BuildLabel parse_build_label(std::string_view label) {
    const auto lower = to_lower(label);
    BuildLabel read;
    for (const Word& word : words_of(lower)) read_word(word, read);
    return read;
}

}  // namespace cudaenv::python
