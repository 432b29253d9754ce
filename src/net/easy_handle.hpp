// SPDX-License-Identifier: Apache-2.0
// A curl easy handle whose options are set by type and checked.
#pragma once

#include <cudaenv/base/handle.hpp>

#include <curl/curl.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace cudaenv::net {

/// The options of one request are set after reset(); connections outlive it. Setters throw
/// Error(internal) when libcurl refuses the option.
class EasyHandle {
 public:
    EasyHandle();

    /// Back to defaults, keeping open connections and the DNS cache.
    void reset();
    void set_number(CURLoption option, long value);
    void set_text(CURLoption option, const std::string& value);
    void set_pointer(CURLoption option, void* value);
    /// Headers of the request, "Name: value" each.
    void set_headers(const std::vector<std::string>& headers);
    void set_write_callback(curl_write_callback callback);
    void set_header_callback(curl_write_callback callback);
    void set_open_socket_callback(curl_opensocket_callback callback);
#if LIBCURL_VERSION_NUM >= 0x075000
    /// Called when a connection is there, new or kept, before the request is sent.
    void set_connected_callback(curl_prereq_callback callback);
#endif
    /// A larger buffer for fast transfers; libcurl may decline.
    void suggest_receive_buffer(long bytes);
    /// The only protocol that may be spoken: "https" or "http".
    void set_protocol(const std::string& scheme);

    /// Runs the request. `may_go_on` is asked at least twenty times a second, whatever the request
    /// waits for; false ends it with CURLE_ABORTED_BY_CALLBACK.
    CURLcode perform(const std::function<bool()>& may_go_on);

    [[nodiscard]] long number(CURLINFO item) const;
    [[nodiscard]] curl_off_t offset(CURLINFO item) const;
    [[nodiscard]] std::string text(CURLINFO item) const;
    /// libcurl's own words about the last failure; may be empty, and may hold addresses.
    [[nodiscard]] std::string failure_text() const;

 private:
    void require_ok(CURLcode code, CURLoption option) const;

    CHandle<CURLM, curl_multi_cleanup> multi_;  ///< keeps connections and names
    CHandle<CURL, curl_easy_cleanup> handle_;
    CHandle<curl_slist, curl_slist_free_all> headers_;
    std::array<char, CURL_ERROR_SIZE> failure_{};
};

}  // namespace cudaenv::net
