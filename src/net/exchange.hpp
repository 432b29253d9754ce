// SPDX-License-Identifier: Apache-2.0
// One request and its answer, without redirects or retries.
#pragma once

#include "net/easy_handle.hpp"
#include "net/failure.hpp"
#include "net/response_head.hpp"

#include <cudaenv/sys/cancel.hpp>

#include <exception>
#include <functional>
#include <string_view>

namespace cudaenv::net {

/// Receives body pieces together with the head they belong to; false ends the transfer. May throw.
using BodyReceiver = std::function<bool(const ResponseHead& head, std::string_view bytes)>;

/// Asked again and again while the answer arrives; false ends the transfer.
using Patience = std::function<bool()>;

/// Drives a handle whose options are already set.
class Exchange {
 public:
    Exchange(EasyHandle& handle, BodyReceiver receive, const CancelFlag& cancel);
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    /// True when the whole answer arrived. Rethrows what the receiver threw; throws Interrupted
    /// when cancelled, at most a tenth of a second later.
    bool perform(const Patience& patience = [] { return true; });

    [[nodiscard]] const ResponseHead& head() const { return head_; }
    /// Why perform() returned false.
    [[nodiscard]] TransferFacts facts() const;

 private:
    static std::size_t on_header(char* bytes,
                                 std::size_t size,
                                 std::size_t count,
                                 void* self) noexcept;
    static std::size_t on_body(char* bytes,
                               std::size_t size,
                               std::size_t count,
                               void* self) noexcept;

    /// Of all header lines together; not every libcurl has a limit.
    static constexpr std::size_t kMostHeaderBytes = 256U << 10U;
    [[nodiscard]] bool has_endless_head() const { return header_bytes_ > kMostHeaderBytes; }

    EasyHandle& handle_;
    BodyReceiver receive_;
    const CancelFlag& cancel_;
    ResponseHead head_;
    std::size_t header_bytes_ = 0;
    CURLcode code_ = CURLE_OK;
    std::exception_ptr failure_;
};

}  // namespace cudaenv::net
