// SPDX-License-Identifier: Apache-2.0
// Header lines are untrusted text: what is malformed is treated as absent.
#include "net/response_head.hpp"

#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>

namespace cudaenv::net {
namespace {

void begin_answer(std::string_view status_line, ResponseHead& head) {
    head = ResponseHead{};
    const std::vector<std::string_view> words = split_words(status_line);
    if (words.size() < 2) return;
    head.status = static_cast<long>(find_number<std::uint64_t>(words[1]).value_or(0));
}

}  // namespace

void read_header_line(std::string_view line, ResponseHead& head) {
    line = trim(line);
    if (line.starts_with("HTTP/")) {
        begin_answer(line, head);
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = to_lower(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "content-type") head.content_type = to_lower(trim(split(value, ';').front()));
    if (name == "etag") head.etag = value;
    if (name == "location") head.location = value;
    if (name == "content-length") head.content_length = find_number<std::uint64_t>(value);
    if (name == "content-range") head.content_range = find_content_range(value);
}

std::optional<ContentRange> find_content_range(std::string_view value) {
    const std::vector<std::string_view> words = split_words(value);
    if (words.size() != 2 || to_lower(words[0]) != "bytes") return std::nullopt;
    const std::vector<std::string_view> halves = split(words[1], '/');
    if (halves.size() != 2) return std::nullopt;

    ContentRange range;
    if (halves[1] != "*") {
        range.total = find_number<std::uint64_t>(halves[1]);
        if (!range.total) return std::nullopt;
    }
    if (halves[0] == "*") return range;
    const std::vector<std::string_view> ends = split(halves[0], '-');
    if (ends.size() != 2 || !find_number<std::uint64_t>(ends[1])) return std::nullopt;
    range.first = find_number<std::uint64_t>(ends[0]);
    if (!range.first) return std::nullopt;
    return range;
}

bool is_strong_etag(std::string_view etag) {
    return etag.size() >= 2 && etag.front() == '"' && etag.back() == '"';
}

Response make_response(const ResponseHead& head, const Url& url) {
    Response response{url};
    response.status = head.status;
    response.content_type = head.content_type;
    response.etag = head.etag;
    response.length = head.content_range ? head.content_range->total : head.content_length;
    return response;
}

}  // namespace cudaenv::net
