// SPDX-License-Identifier: Apache-2.0
// Whole numbers in texts.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace cudaenv {

/// nullopt unless the whole of `text` is a number of this type: no blank, no "+", no "0x".
template <typename Number>
std::optional<Number> find_number(std::string_view text, int base = 10) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, number, base);
    if (failure != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace cudaenv
