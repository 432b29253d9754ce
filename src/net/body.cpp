// SPDX-License-Identifier: Apache-2.0
// A resumed body must be the same body: same first byte, same ETag, same size.
#include "net/body.hpp"

#include "net/failure.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/core.h>

namespace cudaenv::net {
namespace {

// Reading a short error page to its end keeps the connection usable.
constexpr std::uint64_t kMaxDiscarded = 64U << 10U;

bool is_success(long status) {
    return status >= 200 && status < 300;
}

Error wrong_size(const Url& url, const std::string& found, std::uint64_t expected) {
    return fetch_error(ErrorKind::integrity,
                       url,
                       {fmt::format("it has {} bytes, {} are expected", found, expected),
                        Advice::other_source_for_known_file});
}

}  // namespace

Body::Body(const FetchRequest& request, Sink& sink)
    : request_(request), sink_(sink), position_(request.offset) {}

void Body::expect_answer() {
    has_begun_ = false;
    mismatch_.clear();
    discarded_ = 0;
}

void Body::forget() {
    position_ = 0;
    validator_.clear();
}

std::string Body::find_mismatch(const ResponseHead& head) const {
    if (head.status != 206) return {};
    if (!head.content_range || head.content_range->first != position_)
        return fmt::format("the server did not send the bytes from {} on, as asked", position_);
    if (!validator_.empty() && !head.etag.empty() && head.etag != validator_)
        return "the file changed on the server";
    return {};
}

bool Body::begin(const ResponseHead& head, const Url& url) {
    if (has_begun_) return mismatch_.empty();
    has_begun_ = true;
    mismatch_ = find_mismatch(head);
    if (!mismatch_.empty()) return false;

    const Response response = make_response(head, url);
    if (request_.expected_size && response.length && response.length != request_.expected_size)
        throw wrong_size(url, std::to_string(*response.length), *request_.expected_size);
    if (head.status != 206) position_ = 0;
    validator_ = is_strong_etag(head.etag) ? head.etag : std::string();
    sink_.start(position_, response);
    return true;
}

bool Body::receive(const ResponseHead& head, std::string_view bytes, const Url& url) {
    if (!is_success(head.status)) {
        discarded_ += bytes.size();
        return discarded_ <= kMaxDiscarded;
    }
    if (!begin(head, url)) return false;
    if (request_.expected_size && position_ + bytes.size() > *request_.expected_size) {
        throw wrong_size(
            url, fmt::format("more than {}", *request_.expected_size), *request_.expected_size);
    }
    sink_.write(bytes);
    position_ += bytes.size();
    received_ += bytes.size();
    return true;
}

bool Body::is_short() const {
    return request_.expected_size && position_ < *request_.expected_size;
}

}  // namespace cudaenv::net
