// SPDX-License-Identifier: Apache-2.0
// Letters and hosts of addresses.
#include "base/url_parts.hpp"

#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <vector>

namespace cudaenv::url {
namespace {

constexpr std::size_t kLongestHost = 253;

int digit_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The letter that "%XX" at the front of `text` stands for.
std::optional<char> find_escaped(std::string_view text) {
    if (text.size() < 3 || text[0] != '%') return std::nullopt;
    const int high = digit_value(text[1]);
    const int low = digit_value(text[2]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

void append_escape(std::string& text, char letter) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(letter);
    text += '%';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
}

void append(std::string& text, char letter, std::string_view punctuation) {
    if (is_unreserved(letter) || punctuation.find(letter) != std::string_view::npos) {
        text += letter;
    } else {
        append_escape(text, letter);
    }
}

bool is_label(std::string_view label) {
    return !label.empty() && std::all_of(label.begin(), label.end(), [](char c) {
        return is_alphanumeric(c) || c == '-' || c == '_';
    });
}

/// Resolvers read "127.1", "0x7f.1" and "2130706433" as addresses, others as names.
bool is_numeric(std::string_view label) {
    const bool is_hex = label.starts_with("0x") || label.starts_with("0X");
    return is_hex || std::all_of(label.begin(), label.end(), is_digit);
}

bool is_address(int family, std::string_view text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    // inet_pton takes IPv4 in four decimal numbers without leading zeros only.
    return inet_pton(family, std::string(text).c_str(), bytes.data()) == 1;
}

}  // namespace

bool is_unreserved(char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

std::optional<std::string> normalise(std::string_view text, std::string_view punctuation) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            append(result, text[i], punctuation);
            continue;
        }
        const std::optional<char> letter = find_escaped(text.substr(i));
        if (!letter || is_control(*letter)) return std::nullopt;
        append(result, *letter, {});
        i += 2;
    }
    return result;
}

std::string escape(std::string_view text, std::string_view punctuation) {
    std::string result;
    for (const char letter : text) append(result, letter, punctuation);
    return result;
}

std::string unescape(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::optional<char> letter = find_escaped(text.substr(i));
        result += letter.value_or(text[i]);
        if (letter) i += 2;
    }
    return result;
}

std::string remove_dot_segments(std::string_view path) {
    std::vector<std::string_view> kept;
    const std::vector<std::string_view> segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool is_up = segments[i] == "..";
        if (is_up && !kept.empty()) kept.pop_back();
        if (!is_up && segments[i] != ".") {
            kept.push_back(segments[i]);
        } else if (i + 1 == segments.size()) {
            kept.emplace_back("");  // "a/.." is a directory
        }
    }
    std::string result;
    for (const std::string_view segment : kept) result.append("/").append(segment);
    return result.empty() ? "/" : result;
}

std::string_view host_fault(std::string_view host) {
    if (host.empty()) return "it has no host";
    if (host.front() == '[') {
        const bool is_closed = host.size() > 2 && host.back() == ']';
        if (is_closed && is_address(AF_INET6, host.substr(1, host.size() - 2))) return {};
        return "its host is no IPv6 address in brackets";
    }
    if (host.size() > kLongestHost) return "its host is too long";
    const std::vector<std::string_view> labels = split(host, '.');
    if (!std::all_of(labels.begin(), labels.end(), is_label))
        return "its host is no host name (write the xn-- form of other letters)";
    if (is_numeric(labels.back()) && !is_address(AF_INET, host))
        return "its host is neither a name nor an IPv4 address of four numbers";
    return {};
}

}  // namespace cudaenv::url
