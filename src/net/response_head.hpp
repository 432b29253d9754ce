// SPDX-License-Identifier: Apache-2.0
// The header lines of an HTTP answer, as far as downloads need them.
#pragma once

#include <cudaenv/net/fetch.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::net {

struct ContentRange {
    std::optional<std::uint64_t> first;  ///< absent in "bytes */N"
    std::optional<std::uint64_t> total;  ///< absent in "bytes 0-9/*"
};

struct ResponseHead {
    long status = 0;  ///< 0 until a status line was seen
    std::string content_type;
    std::string etag;
    std::string location;
    std::optional<std::uint64_t> content_length;
    std::optional<ContentRange> content_range;
};

/// Adds one line, with or without its end. A status line begins a new answer; unknown lines are
/// ignored.
void read_header_line(std::string_view line, ResponseHead& head);

/// "bytes FIRST-LAST/TOTAL" and its forms with "*"; nullopt when malformed.
std::optional<ContentRange> find_content_range(std::string_view value);

/// Whether `etag` may be sent in If-Range (RFC 9110: strong validators only).
bool is_strong_etag(std::string_view etag);

/// What callers of fetch() see of `head`, which answered `url`.
Response make_response(const ResponseHead& head, const Url& url);

}  // namespace cudaenv::net
