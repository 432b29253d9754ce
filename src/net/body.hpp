// SPDX-License-Identifier: Apache-2.0
// One body on its way into the sink, although it may take several answers to arrive.
#pragma once

#include "net/response_head.hpp"

#include <cudaenv/net/fetch.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace cudaenv::net {

class Body {
 public:
    Body(const FetchRequest& request, Sink& sink);

    /// Offset of the next byte, and the strong ETag (or empty) of what the sink has so far.
    [[nodiscard]] std::uint64_t position() const { return position_; }
    [[nodiscard]] const std::string& validator() const { return validator_; }
    /// Bytes given to the sink by all answers.
    [[nodiscard]] std::uint64_t received() const { return received_; }
    /// Why the present answer cannot continue the body; empty when it can.
    [[nodiscard]] const std::string& mismatch() const { return mismatch_; }

    /// A request for the bytes from position() on is about to be sent.
    void expect_answer();
    /// The next request asks for the whole body.
    void forget();
    /// Announces the answer to the sink, once; false when it cannot continue the body. Throws
    /// Error(integrity) when its size is not the expected one.
    bool begin(const ResponseHead& head, const Url& url);
    /// A piece of the answer's body; false: no more of it is wanted.
    bool receive(const ResponseHead& head, std::string_view bytes, const Url& url);
    /// Whether fewer bytes arrived than expected, which an answer without a length may hide.
    [[nodiscard]] bool is_short() const;

 private:
    [[nodiscard]] std::string find_mismatch(const ResponseHead& head) const;

    const FetchRequest& request_;
    Sink& sink_;
    std::uint64_t position_;
    std::string validator_;
    std::uint64_t received_ = 0;

    // Of the present answer.
    bool has_begun_ = false;
    std::string mismatch_;
    std::uint64_t discarded_ = 0;
};

}  // namespace cudaenv::net
