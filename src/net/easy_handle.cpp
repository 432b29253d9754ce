// SPDX-License-Identifier: Apache-2.0
// The only place where curl's variadic functions are called.
#include "net/easy_handle.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/core.h>

#include <mutex>

namespace cudaenv::net {
namespace {

// Before 7.84 curl_global_init is not thread-safe and curl_easy_init would call it unguarded.
void ensure_initialised() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
            throw Error(ErrorKind::internal, "libcurl cannot be initialised");
    });
}

}  // namespace

EasyHandle::EasyHandle() {
    ensure_initialised();
    handle_.reset(curl_easy_init());
    if (!handle_) throw Error(ErrorKind::internal, "libcurl gave no handle");
}

void EasyHandle::reset() {
    curl_easy_reset(handle_.get());
    headers_.reset();
    set_pointer(CURLOPT_ERRORBUFFER, failure_.data());
}

void EasyHandle::set_number(CURLoption option, long value) {
    require_ok(curl_easy_setopt(handle_.get(), option, value), option);
}

void EasyHandle::set_offset(CURLoption option, curl_off_t value) {
    require_ok(curl_easy_setopt(handle_.get(), option, value), option);
}

void EasyHandle::set_text(CURLoption option, const std::string& value) {
    require_ok(curl_easy_setopt(handle_.get(), option, value.c_str()), option);
}

void EasyHandle::set_pointer(CURLoption option, void* value) {
    require_ok(curl_easy_setopt(handle_.get(), option, value), option);
}

void EasyHandle::set_headers(const std::vector<std::string>& headers) {
    headers_.reset();
    for (const std::string& header : headers) {
        curl_slist* longer = curl_slist_append(headers_.get(), header.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        static_cast<void>(headers_.release());
        headers_.reset(longer);
    }
    require_ok(curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, headers_.get()),
               CURLOPT_HTTPHEADER);
}

void EasyHandle::set_write_callback(curl_write_callback callback) {
    require_ok(curl_easy_setopt(handle_.get(), CURLOPT_WRITEFUNCTION, callback),
               CURLOPT_WRITEFUNCTION);
}

void EasyHandle::set_header_callback(curl_write_callback callback) {
    require_ok(curl_easy_setopt(handle_.get(), CURLOPT_HEADERFUNCTION, callback),
               CURLOPT_HEADERFUNCTION);
}

void EasyHandle::set_progress_callback(curl_xferinfo_callback callback) {
    require_ok(curl_easy_setopt(handle_.get(), CURLOPT_XFERINFOFUNCTION, callback),
               CURLOPT_XFERINFOFUNCTION);
    set_number(CURLOPT_NOPROGRESS, 0);
}

void EasyHandle::suggest_receive_buffer(long bytes) {
    const CURLcode code = curl_easy_setopt(handle_.get(), CURLOPT_BUFFERSIZE, bytes);
    // Releases before 8 decline while they still hold the buffer of a failed transfer.
    if (code != CURLE_BAD_FUNCTION_ARGUMENT) require_ok(code, CURLOPT_BUFFERSIZE);
}

void EasyHandle::set_protocol(const std::string& scheme) {
#if LIBCURL_VERSION_NUM >= 0x075500
    set_text(CURLOPT_PROTOCOLS_STR, scheme);
#else
    set_number(CURLOPT_PROTOCOLS, scheme == "http" ? CURLPROTO_HTTP : CURLPROTO_HTTPS);
#endif
}

CURLcode EasyHandle::perform() {
    failure_[0] = '\0';
    return curl_easy_perform(handle_.get());
}

long EasyHandle::number(CURLINFO item) const {
    long value = 0;
    return curl_easy_getinfo(handle_.get(), item, &value) == CURLE_OK ? value : 0;
}

curl_off_t EasyHandle::offset(CURLINFO item) const {
    curl_off_t value = 0;
    return curl_easy_getinfo(handle_.get(), item, &value) == CURLE_OK ? value : 0;
}

std::string EasyHandle::failure_text() const {
    return failure_.data();
}

void EasyHandle::require_ok(CURLcode code, CURLoption option) const {
    if (code == CURLE_OK) return;
    throw Error(
        ErrorKind::internal,
        fmt::format(
            "libcurl refused option {}: {}", static_cast<int>(option), curl_easy_strerror(code)));
}

}  // namespace cudaenv::net
