// SPDX-License-Identifier: Apache-2.0
// Fetching one URL: http(s) and file, with resume, retries, stall detection and cancellation.
#pragma once

#include <cudaenv/net/retry.hpp>
#include <cudaenv/net/url.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::net {

struct ClientOptions {
    UrlPolicy policy;
    RetryPolicy retry;
    /// PEM file or directory; else SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE, else the system's.
    std::optional<std::string> ca_bundle;
    std::optional<std::string> proxy;  ///< else the *_proxy variables
    std::chrono::seconds connect_timeout{10};
    /// No byte for this long: the transfer is given up and resumed.
    std::chrono::seconds stall_timeout{30};
};

struct Request {
    std::string url;
    std::string accept;        ///< Accept header; empty: */*
    std::uint64_t offset = 0;  ///< resume from this byte (Range)
    std::string if_range;      ///< validator (ETag) the resumed body must still have; empty: none
    /// Of the whole body; another size is Error(integrity), a body of unknown length is cut off.
    std::optional<std::uint64_t> expected_size;
    bool head_only = false;  ///< the sink is not called
};

struct Response {
    long status = 0;  ///< HTTP status; 200 for file URLs, 206 also when nothing was left to resume
    std::string url;  ///< address after redirects
    std::string content_type;  ///< lower case, without parameters
    std::string etag;
    std::optional<std::uint64_t> length;  ///< of the whole body, when the server said so
};

/// Where the body goes.
class Sink {
 public:
    virtual ~Sink() = default;
    /// Called before the first byte of each successful answer (also of an empty one) with the
    /// offset its first byte has. The server may ignore the range: then `offset` is 0 and
    /// everything received before is to be forgotten.
    virtual void start(std::uint64_t offset, const Response& response) = 0;
    virtual void write(std::string_view bytes) = 0;
};

/// One per thread (owns a curl handle and its connections).
class Client {
 public:
    Client(ClientOptions options, const Environment& environment, const Clock& clock);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Streams the body into `sink`, resuming after broken transfers from where the sink stands.
    /// Exceptions of the sink travel through unchanged. Throws Error(not_found) for 404/410,
    /// Error(network) for everything else that the network did, Error(refused) for a URL the policy
    /// forbids (also after a redirect: https only stays https), Interrupted when cancelled (within
    /// a second).
    Response fetch(const Request& request, Sink& sink, const CancelFlag& cancel);

    /// The whole body as text, at most `limit` bytes.
    std::string fetch_text(const Request& request,
                           std::uint64_t limit,
                           Response& response,
                           const CancelFlag& cancel);

    /// Whether `url`'s host serves HTTP within `timeout`, or its file exists. Any status counts but
    /// those of a host that turns everything away (401, 403, 407) or fails (5xx). Fills `reason`
    /// with a short cause when not. Throws Interrupted when cancelled.
    bool is_reachable(const std::string& url,
                      std::chrono::milliseconds timeout,
                      std::string& reason,
                      const CancelFlag& cancel);

 private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cudaenv::net
