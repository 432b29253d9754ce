// SPDX-License-Identifier: Apache-2.0
// Names of Python packages.
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <algorithm>

namespace cudaenv::formats {

namespace {

constexpr std::string_view kSeparators = "-_.";

bool is_separator(char c) {
    return kSeparators.find(c) != std::string_view::npos;
}

}  // namespace

std::string normalised_name(std::string_view name) {
    std::string normal;
    for (const char c : to_lower(name)) {
        if (!is_separator(c)) {
            normal += c;
        } else if (!normal.ends_with('-')) {
            normal += '-';
        }
    }
    return normal;
}

std::string leading_name(std::string_view text) {
    text = trim(text);
    return normalised_name(take_name(text));
}

std::string_view take_name(std::string_view& text) {
    if (text.empty() || !is_alphanumeric(text.front())) return {};
    const auto* const end = std::find_if_not(
        text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || is_separator(c); });
    const auto name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text = trim(text.substr(name.size()));
    return name;
}

}  // namespace cudaenv::formats
