// SPDX-License-Identifier: Apache-2.0
// The callbacks may not let an exception through C code: it is stored and rethrown after perform().
#include "net/exchange.hpp"

#include <cudaenv/base/error.hpp>

#include <utility>

namespace cudaenv::net {

Exchange::Exchange(EasyHandle& handle, BodyReceiver receive, const CancelFlag& cancel)
    : handle_(handle), receive_(std::move(receive)), cancel_(cancel) {
    handle_.set_pointer(CURLOPT_HEADERDATA, this);
    handle_.set_header_callback(&Exchange::on_header);
    handle_.set_pointer(CURLOPT_WRITEDATA, this);
    handle_.set_write_callback(&Exchange::on_body);
}

bool Exchange::perform(const Patience& patience) {
    code_ = handle_.perform([&] { return !cancel_.is_set() && patience(); });
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    cancel_.check();
    return code_ == CURLE_OK;
}

TransferFacts Exchange::facts() const {
    TransferFacts facts;
    facts.code = code_;
    facts.os_error = static_cast<int>(handle_.number(CURLINFO_OS_ERRNO));
    facts.was_connected = handle_.offset(CURLINFO_PRETRANSFER_TIME_T) > 0;
    facts.proxy_status = handle_.number(CURLINFO_HTTP_CONNECTCODE);
    facts.has_endless_head = has_endless_head();
    facts.detail = handle_.failure_text();
    return facts;
}

std::size_t Exchange::on_header(char* bytes,
                                std::size_t size,
                                std::size_t count,
                                void* self) noexcept {
    auto* exchange = static_cast<Exchange*>(self);
    try {
        exchange->header_bytes_ += size * count;
        if (exchange->has_endless_head()) return 0;
        read_header_line(std::string_view(bytes, size * count), exchange->head_);
        return size * count;
    } catch (...) {
        exchange->failure_ = std::current_exception();
        return 0;
    }
}

std::size_t Exchange::on_body(char* bytes,
                              std::size_t size,
                              std::size_t count,
                              void* self) noexcept {
    auto* exchange = static_cast<Exchange*>(self);
    try {
        // A fast server keeps libcurl from asking for long.
        if (exchange->cancel_.is_set()) return 0;
        const std::string_view piece(bytes, size * count);
        return exchange->receive_(exchange->head_, piece) ? piece.size() : 0;
    } catch (...) {
        exchange->failure_ = std::current_exception();
        return 0;
    }
}

}  // namespace cudaenv::net
