// SPDX-License-Identifier: Apache-2.0
// Hexadecimal form of a SHA-256 value.
#include <cudaenv/base/sha256.hpp>

namespace cudaenv {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::optional<unsigned> digit_value(char digit) {
    if (digit >= 'A' && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
    const auto position = kDigits.find(digit);
    if (position == std::string_view::npos) return std::nullopt;
    return static_cast<unsigned>(position);
}

}  // namespace

std::string Sha256::hex() const {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0xFU];
    }
    return text;
}

std::optional<Sha256> find_sha256(std::string_view text) {
    Sha256 value;
    if (text.size() != value.bytes.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < value.bytes.size(); ++i) {
        const auto high = digit_value(text[2 * i]);
        const auto low = digit_value(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        value.bytes.at(i) = static_cast<std::uint8_t>(*high << 4U | *low);
    }
    return value;
}

}  // namespace cudaenv
