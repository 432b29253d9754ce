// SPDX-License-Identifier: Apache-2.0
// The only place where curl's variadic functions are called.
#include "net/easy_handle.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>

#include <fmt/core.h>

#include <mutex>

namespace cudaenv::net {
namespace {

/// curl_easy_perform would look up only once a second while nothing happens.
constexpr int kPollMilliseconds = 50;

void require_multi(CURLMcode code) {
    if (code == CURLM_OK) return;
    throw Error(ErrorKind::internal,
                fmt::format("libcurl cannot transfer: {}", curl_multi_strerror(code)));
}

/// A handle among the running ones; away from there its transfer is over, finished or not.
class Running {
 public:
    Running(CURLM* multi, CURL* handle) : multi_(multi), handle_(handle) {
        require_multi(curl_multi_add_handle(multi, handle));
    }
    ~Running() { curl_multi_remove_handle(multi_, handle_); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    /// True when it is over.
    [[nodiscard]] bool advance() const {
        int count = 0;
        require_multi(curl_multi_perform(multi_, &count));
        return count == 0;
    }
    void wait() const {
        require_multi(curl_multi_poll(multi_, nullptr, 0, kPollMilliseconds, nullptr));
    }
    [[nodiscard]] CURLcode result() const {
        int left = 0;
        const CURLMsg* message = curl_multi_info_read(multi_, &left);
        return message == nullptr ? CURLE_FAILED_INIT : message->data.result;
    }

 private:
    CURLM* multi_;
    CURL* handle_;
};

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
    multi_.reset(curl_multi_init());
    handle_.reset(curl_easy_init());
    if (!multi_ || !handle_) throw Error(ErrorKind::internal, "libcurl gave no handle");
}

void EasyHandle::reset() {
    curl_easy_reset(handle_.get());
    headers_.reset();
    set_pointer(CURLOPT_ERRORBUFFER, failure_.data());
}

void EasyHandle::set_number(CURLoption option, long value) {
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

void EasyHandle::set_open_socket_callback(curl_opensocket_callback callback) {
    require_ok(curl_easy_setopt(handle_.get(), CURLOPT_OPENSOCKETFUNCTION, callback),
               CURLOPT_OPENSOCKETFUNCTION);
}

#if LIBCURL_VERSION_NUM >= 0x075000
void EasyHandle::set_connected_callback(curl_prereq_callback callback) {
    require_ok(curl_easy_setopt(handle_.get(), CURLOPT_PREREQFUNCTION, callback),
               CURLOPT_PREREQFUNCTION);
}
#endif

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

CURLcode EasyHandle::perform(const std::function<bool()>& may_go_on) {
    failure_[0] = '\0';
    const Running running(multi_.get(), handle_.get());
    while (!running.advance()) {
        if (!may_go_on()) return CURLE_ABORTED_BY_CALLBACK;
        running.wait();
    }
    return running.result();
}

long EasyHandle::number(CURLINFO item) const {
    long value = 0;
    return curl_easy_getinfo(handle_.get(), item, &value) == CURLE_OK ? value : 0;
}

curl_off_t EasyHandle::offset(CURLINFO item) const {
    curl_off_t value = 0;
    return curl_easy_getinfo(handle_.get(), item, &value) == CURLE_OK ? value : 0;
}

std::string EasyHandle::text(CURLINFO item) const {
    const char* value = nullptr;
    const bool is_known =
        curl_easy_getinfo(handle_.get(), item, &value) == CURLE_OK && value != nullptr;
    return is_known ? value : "";
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
