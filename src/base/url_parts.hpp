// SPDX-License-Identifier: Apache-2.0
// The letters of addresses: which stand for themselves, and which are escaped.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::url {

/// Letters that mean the same escaped or not: escapes of them are undone.
bool is_unreserved(char c);
bool is_control(char c);

// Punctuation that may stand in a part without being escaped (RFC 3986, 3.3 and 3.4).
inline constexpr std::string_view kInUser = "!$&'()*+,;=";
inline constexpr std::string_view kInPath = "!$&'()*+,;=:@/";
inline constexpr std::string_view kInQuery = "!$&'()*+,;=:@/?";

/// One part of an address as it is kept: escapes in capital letters and only where needed. nullopt
/// for a '%' that begins no escape and for an escaped control character.
std::optional<std::string> normalise(std::string_view text, std::string_view punctuation);
/// A text that is no address, for a place in one: '%' is a letter like any other.
std::string escape(std::string_view text, std::string_view punctuation);
/// Of a normalised part.
std::string unescape(std::string_view text);

/// RFC 3986, 5.2.4, for a path that begins with '/'.
std::string remove_dot_segments(std::string_view path);

/// What keeps `host` from being a host name, an IPv4 address in its four numbers or an IPv6 address
/// in brackets; empty when it is one.
std::string_view host_fault(std::string_view host);

}  // namespace cudaenv::url
