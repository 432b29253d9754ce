// SPDX-License-Identifier: Apache-2.0
// Classes of ASCII characters, whatever the locale.
#pragma once

namespace cudaenv {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

constexpr bool is_letter(char c) {
    return is_small_letter(c) || (c >= 'A' && c <= 'Z');
}

constexpr bool is_alphanumeric(char c) {
    return is_letter(c) || is_digit(c);
}

}  // namespace cudaenv
