// SPDX-License-Identifier: Apache-2.0
// Two tables in the form of switches: libcurl's codes and HTTP statuses.
#include "net/failure.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/net/url.hpp>

#include <fmt/core.h>

#include <cerrno>
#include <system_error>

namespace cudaenv::net {
namespace {

constexpr const char* kNetworkHint =
    "check the network and the proxy variables (https_proxy, http_proxy, no_proxy), or choose "
    "another --source";
constexpr const char* kTrustHint =
    "if a proxy of your network replaces certificates, set SSL_CERT_FILE to a bundle that holds "
    "its authority";

std::string with_detail(const std::string& reason, const std::string& detail) {
    return detail.empty() ? reason : fmt::format("{} ({})", reason, detail);
}

std::string connect_reason(const TransferFacts& facts) {
    switch (facts.os_error) {
        case ECONNREFUSED:
            return "connection refused";
        case ENETUNREACH:
            return "network unreachable";
        case EHOSTUNREACH:
            return "no route to the host";
        case 0:
            return with_detail("no connection", facts.detail);
        default:
            return with_detail("no connection", std::generic_category().message(facts.os_error));
    }
}

// A host that never answered is probably wrong or blocked; one that did will probably come back.
Persistence unreached(const TransferFacts& facts) {
    return facts.was_reached ? Persistence::keep_trying : Persistence::once_more;
}

Cause timeout_cause(const TransferFacts& facts) {
    if (facts.was_connected)
        return {"no data came for too long", kNetworkHint, Persistence::keep_trying};
    // The first attempt has taken long enough.
    const Persistence persistence =
        facts.was_reached ? Persistence::keep_trying : Persistence::give_up;
    return {"no connection within the time allowed", kNetworkHint, persistence};
}

Cause broken_cause(const TransferFacts& facts) {
    if (facts.proxy_status >= 400) {
        return {fmt::format("the proxy answered HTTP {}", facts.proxy_status),
                "check the proxy variables (https_proxy, no_proxy) and the proxy's credentials"};
    }
    return {"the connection broke", kNetworkHint, Persistence::keep_trying};
}

}  // namespace

Cause transfer_cause(const TransferFacts& facts) {
    switch (facts.code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return {"no such host", kNetworkHint, unreached(facts)};
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {"no such proxy host",
                    "check the proxy variables (https_proxy, http_proxy)",
                    unreached(facts)};
        case CURLE_COULDNT_CONNECT:
            return {connect_reason(facts), kNetworkHint, unreached(facts)};
        case CURLE_OPERATION_TIMEDOUT:
            return timeout_cause(facts);
        case CURLE_PEER_FAILED_VERIFICATION:
            return {with_detail("certificate not trusted", facts.detail), kTrustHint};
        case CURLE_SSL_CACERT_BADFILE:
            return {with_detail("the certificate bundle cannot be read", facts.detail),
                    "check SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE and pip's \"cert\""};
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return {with_detail("no secure connection", facts.detail), kTrustHint};
        case CURLE_PARTIAL_FILE:
            return {"the transfer broke off", kNetworkHint, Persistence::keep_trying};
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return broken_cause(facts);
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT:
            return {curl_easy_strerror(facts.code), {}};
        default:
            return {with_detail(curl_easy_strerror(facts.code), facts.detail),
                    {},
                    Persistence::once_more};
    }
}

Cause status_cause(long status) {
    const std::string reason = fmt::format("HTTP {}", status);
    switch (status) {
        case 404:
        case 410:
            return {reason + " (not there)",
                    "choose another --source, or check the configured address"};
        case 401:
        case 403:
            return {reason + " (not permitted)",
                    "put credentials for this host into ~/.netrc or into the configured address"};
        case 407:
            return {reason + " (the proxy wants credentials)",
                    "put user and password into the proxy variable"};
        case 408:
            return {
                reason + " (the server waited too long)", kNetworkHint, Persistence::keep_trying};
        case 429:
            return {reason + " (too many requests)",
                    "wait a while, or choose another --source",
                    Persistence::keep_trying};
        default:
            break;
    }
    if (status >= 500) {
        return {reason + " (the server failed)",
                "try again later, or choose another --source",
                Persistence::keep_trying};
    }
    return {reason, "check the configured address"};
}

std::string describe_target(const std::string& url) {
    const std::string_view path = std::string_view(url).substr(0, url.find_first_of("?#"));
    const std::size_t authority = path.find("://");
    std::size_t begin = path.find_last_of('/', path.size() - 2);
    // The slash found may be one of "://", when the address has no path.
    begin = authority != std::string_view::npos && begin < authority + 3 ? path.size() : begin + 1;
    const std::string_view name = begin >= path.size() ? "the start page" : path.substr(begin);
    return fmt::format("{} from {}", name, url_host(url));
}

Error fetch_error(ErrorKind kind, const std::string& url, const Cause& cause) {
    Error error(
        kind, fmt::format("cannot fetch {}: {}", describe_target(url), cause.reason), cause.hint);
    error.add_detail("address: " + redact_url(url));
    return error;
}

}  // namespace cudaenv::net
