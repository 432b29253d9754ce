// SPDX-License-Identifier: Apache-2.0
// A curl easy handle whose options are set by type and checked.
#pragma once

#include <cudaenv/base/handle.hpp>

#include <curl/curl.h>

#include <array>
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
    void set_offset(CURLoption option, curl_off_t value);
    void set_text(CURLoption option, const std::string& value);
    void set_pointer(CURLoption option, void* value);
    /// Request headers, "Name: value" each.
    void set_headers(const std::vector<std::string>& headers);
    void set_write_callback(curl_write_callback callback);
    void set_header_callback(curl_write_callback callback);
    void set_progress_callback(curl_xferinfo_callback callback);
    /// A larger buffer for fast transfers; libcurl may decline.
    void suggest_receive_buffer(long bytes);
    /// The only protocol that may be spoken: "https" or "http".
    void set_protocol(const std::string& scheme);

    CURLcode perform();

    [[nodiscard]] long number(CURLINFO item) const;
    [[nodiscard]] curl_off_t offset(CURLINFO item) const;
    /// libcurl's own words about the last failure; may be empty.
    [[nodiscard]] std::string failure_text() const;

 private:
    void require_ok(CURLcode code, CURLoption option) const;

    CHandle<CURL, curl_easy_cleanup> handle_;
    CHandle<curl_slist, curl_slist_free_all> headers_;
    std::array<char, CURL_ERROR_SIZE> failure_{};
};

}  // namespace cudaenv::net
