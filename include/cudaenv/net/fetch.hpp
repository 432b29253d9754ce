// SPDX-License-Identifier: Apache-2.0
// Fetching one URL: http(s) and file, with resume, retries, stall detection and cancellation.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/net/ip_address.hpp>
#include <cudaenv/net/policy.hpp>
#include <cudaenv/net/retry.hpp>
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
    std::optional<Url> proxy;  ///< else the *_proxy variables
    /// Addresses whose servers the user named: what netrc has is sent to no others, whoever leads
    /// there. Empty: those of the requests, unless a server on the internet named them.
    std::vector<Url> named_by_user;
    std::chrono::seconds connect_timeout{10};
    /// Bytes a second that a transfer must bring, or it is not worth waiting for.
    std::uint64_t slowest_rate = 1024;
    /// An attempt that brought less for this long is broken off; the next one resumes it.
    std::chrono::seconds stall_timeout{30};
    /// A transfer whose attempts together brought less after this long is given up.
    std::chrono::seconds patience{120};
    /// Which machines are not of this machine's own network. Tests have no others.
    std::function<bool(const IpAddress&)> is_public = net::is_public;
};

struct FetchRequest {
    Url url;
    Reach reach = Reach::anywhere;  ///< public_only for what a server on the internet named
    std::string accept{};           ///< Accept header; empty: */*
    std::uint64_t offset = 0;       ///< resume from this byte (Range)
    /// Of the whole body; another size is Error(integrity), a body of unknown length is cut off.
    std::optional<std::uint64_t> expected_size{};
};

struct Response {
    Url url;          ///< address after redirects
    long status = 0;  ///< HTTP status; 200 for file URLs, 206 also when nothing was left to resume
    std::string content_type{};  ///< lower case, without parameters
    std::string etag{};
    std::optional<std::uint64_t> length{};  ///< of the whole body, when the server said so
    Reach reach = Reach::anywhere;          ///< of addresses that the body names
};

struct Page {
    std::string text;
    Response response;
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
    /// forbids (also after a redirect: https only stays https, and what is public stays public),
    /// Interrupted when cancelled, within a tenth of a second.
    Response fetch(const FetchRequest& request, Sink& sink, const CancelFlag& cancel);

    /// The whole body as text, at most `limit` bytes.
    Page fetch_text(const FetchRequest& request, std::uint64_t limit, const CancelFlag& cancel);

    /// Whether `url`'s host serves HTTP within `timeout`, or its file exists. Any status counts but
    /// those of a host that turns everything away (401, 403, 407) or fails (5xx). Fills `reason`
    /// with a short cause when not. Throws Interrupted when cancelled.
    bool is_reachable(const Url& url,
                      std::chrono::milliseconds timeout,
                      std::string& reason,
                      const CancelFlag& cancel);

 private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cudaenv::net
