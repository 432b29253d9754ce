// SPDX-License-Identifier: Apache-2.0
// Ranges, validators and the announced misbehaviour.
#include "support/http_answer.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <sstream>
#include <utility>

namespace cudaenv::test {
namespace {

std::string content_type_of(const std::string& path) {
    const std::string end = std::filesystem::path(path).extension().string();
    if (end == ".json") return "application/json";
    if (end == ".html" || path.back() == '/') return "text/html; charset=utf-8";
    if (end == ".txt") return "text/plain";
    return "application/octet-stream";
}

std::string etag_of(const std::string& body) {
    return "\"" + std::to_string(std::hash<std::string>{}(body)) + "\"";
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

struct ByteRange {
    std::uint64_t first;
    std::uint64_t last;  ///< included
};

/// "bytes=5-" and "bytes=5-9"; other forms are ignored, as HTTP allows.
std::optional<ByteRange> find_range(const std::string& value, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    const std::size_t dash = value.find('-');
    if (value.compare(0, kUnit.size(), kUnit) != 0 || dash == std::string::npos ||
        dash == kUnit.size())
        return std::nullopt;
    ByteRange range{std::stoull(value.substr(kUnit.size())), size - 1};
    if (dash + 1 < value.size())
        range.last = std::min<std::uint64_t>(range.last, std::stoull(value.substr(dash + 1)));
    return range;
}

std::optional<ByteRange> wanted_range(const RecordedRequest& request,
                                      const Behaviour& behaviour,
                                      const std::string& etag,
                                      std::uint64_t size) {
    if (behaviour.ignore_range || request.range.empty()) return std::nullopt;
    const auto condition = request.headers.find("if-range");
    if (condition != request.headers.end() && condition->second != etag) return std::nullopt;
    return find_range(request.range, size);
}

HttpAnswer short_answer(int status, std::vector<std::string> headers) {
    HttpAnswer answer;
    answer.status = status;
    answer.headers = std::move(headers);
    answer.body = "status " + std::to_string(status) + "\n";
    answer.headers.push_back("Content-Length: " + std::to_string(answer.body.size()));
    return answer;
}

HttpAnswer failure(const Behaviour& behaviour) {
    std::vector<std::string> headers;
    if (!behaviour.retry_after.empty()) headers.push_back("Retry-After: " + behaviour.retry_after);
    return short_answer(behaviour.fail_status, std::move(headers));
}

/// The lengths that the client is told, and what it gets.
void finish(HttpAnswer& answer, const Behaviour& behaviour) {
    if (behaviour.hide_length) {
        answer.is_last = true;
    } else {
        const std::uint64_t announced = behaviour.announce.value_or(answer.body.size());
        answer.headers.push_back("Content-Length: " + std::to_string(announced));
        answer.is_last = announced != answer.body.size();
    }
    if (behaviour.cut_times > 0 && behaviour.cut_after < answer.body.size()) {
        answer.body.resize(behaviour.cut_after);
        answer.is_last = true;
    }
    if (answer.is_last) answer.headers.emplace_back("Connection: close");
}

HttpAnswer body_answer(const RecordedRequest& request,
                       const Behaviour& behaviour,
                       const std::string& body) {
    const std::string etag = behaviour.etag.empty() ? etag_of(body) : behaviour.etag;
    HttpAnswer answer;
    answer.headers = {
        "ETag: " + etag,
        "Accept-Ranges: bytes",
        "Content-Type: " + (behaviour.content_type.empty() ? content_type_of(request.path)
                                                           : behaviour.content_type)};
    std::optional<ByteRange> range = wanted_range(request, behaviour, etag, body.size());
    if (!range) {
        answer.body = body;
        finish(answer, behaviour);
        return answer;
    }
    if (range->first >= body.size())
        return short_answer(416, {"Content-Range: bytes */" + std::to_string(body.size())});
    if (behaviour.range_start) range->first = *behaviour.range_start;
    answer.status = 206;
    answer.body = body.substr(range->first, range->last + 1 - range->first);
    answer.headers.push_back("Content-Range: bytes " + std::to_string(range->first) + "-" +
                             std::to_string(range->last) + "/" + std::to_string(body.size()));
    finish(answer, behaviour);
    return answer;
}

}  // namespace

RecordedRequest parse_request(const std::string& text) {
    RecordedRequest request;
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    std::istringstream(line) >> request.method >> request.path;
    while (std::getline(lines, line) && line != "\r") {
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) continue;
        request.headers[lower(line.substr(0, colon))] =
            line.substr(colon + 2, line.find('\r') - colon - 2);
    }
    const auto range = request.headers.find("range");
    if (range != request.headers.end()) request.range = range->second;
    return request;
}

HttpAnswer make_answer(const RecordedRequest& request,
                       const Behaviour& behaviour,
                       std::optional<std::string> body) {
    if (behaviour.fail_times > 0) return failure(behaviour);
    if (!behaviour.redirect_to.empty())
        return short_answer(behaviour.redirect_status, {"Location: " + behaviour.redirect_to});
    if (!body) return short_answer(404, {});
    return body_answer(request, behaviour, *body);
}

std::string percent_decode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            decoded +=
                static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

}  // namespace cudaenv::test
