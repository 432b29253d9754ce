// SPDX-License-Identifier: Apache-2.0
// Two tables in the form of switches: libcurl's codes and HTTP statuses.
#include "net/failure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace cudaenv::net {
namespace {

constexpr Advice::Kind kNetworkAdvice = Advice::check_network_or_other_source;
constexpr const char* kTrustHint =
    "if a proxy of your network replaces certificates, set SSL_CERT_FILE to a bundle that holds "
    "its authority";

std::string with_detail(const std::string& reason, const std::string& detail) {
    return detail.empty() ? reason : fmt::format("{} ({})", reason, detail);
}

/// libcurl's words about certificates tell what no code does. Others may quote an address.
std::string with_words(const std::string& reason, const TransferFacts& facts) {
    const bool is_suspect = facts.detail.find("://") != std::string::npos ||
                            facts.detail.find('@') != std::string::npos;
    return is_suspect ? reason : with_detail(reason, facts.detail);
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
            return "no connection";
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
        return {"no data came for too long", kNetworkAdvice, Persistence::keep_trying};
    // The first attempt has taken long enough.
    const Persistence persistence =
        facts.was_reached ? Persistence::keep_trying : Persistence::give_up;
    return {"no connection within the time allowed", kNetworkAdvice, persistence};
}

Cause broken_cause(const TransferFacts& facts) {
    if (facts.proxy_status >= 400) {
        return {fmt::format("the proxy answered HTTP {}", facts.proxy_status),
                "check the proxy variables (https_proxy, no_proxy) and the proxy's credentials"};
    }
    return {"the connection broke", kNetworkAdvice, Persistence::keep_trying};
}

}  // namespace

Cause transfer_cause(const TransferFacts& facts) {
    if (facts.has_endless_head)
        return {"the answer begins with endless header lines", "check the configured address"};
    switch (facts.code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return {"no such host", kNetworkAdvice, unreached(facts)};
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {"no such proxy host",
                    "check the proxy variables (https_proxy, http_proxy)",
                    unreached(facts)};
        case CURLE_COULDNT_CONNECT:
            return {connect_reason(facts), kNetworkAdvice, unreached(facts)};
        case CURLE_OPERATION_TIMEDOUT:
            return timeout_cause(facts);
        case CURLE_PEER_FAILED_VERIFICATION:
            return {with_words("certificate not trusted", facts), kTrustHint};
        case CURLE_SSL_CACERT_BADFILE:
            return {with_words("the certificate bundle cannot be read", facts),
                    "check SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE and pip's \"cert\""};
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return {with_words("no secure connection", facts), kTrustHint};
        case CURLE_PARTIAL_FILE:
            return {"the transfer broke off", kNetworkAdvice, Persistence::keep_trying};
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
            return {curl_easy_strerror(facts.code), {}, Persistence::once_more};
    }
}

Cause status_cause(long status) {
    const std::string reason = fmt::format("HTTP {}", status);
    switch (status) {
        case 404:
        case 410:
            return {reason + " (not there)", Advice::check_address_or_other_source};
        case 401:
        case 403:
            return {reason + " (not permitted)",
                    "put credentials for this host into ~/.netrc or into the configured address"};
        case 407:
            return {reason + " (the proxy wants credentials)",
                    "put user and password into the proxy variable"};
        case 408:
            return {
                reason + " (the server waited too long)", kNetworkAdvice, Persistence::keep_trying};
        case 429:
            return {reason + " (too many requests)",
                    Advice::wait_or_other_source,
                    Persistence::keep_trying};
        default:
            break;
    }
    if (status >= 500) {
        return {reason + " (the server failed)",
                Advice::try_later_or_other_source,
                Persistence::keep_trying};
    }
    return {reason, "check the configured address"};
}

Cause pace_cause(const Pace& pace) {
    if (pace.verdict() == Pace::Verdict::hopeless) {
        const auto seconds = static_cast<std::uint64_t>(pace.spent().count());
        return {fmt::format("only {} bytes came in {} seconds ({} a second): too slow to wait for",
                            pace.total(),
                            seconds,
                            pace.total() / std::max<std::uint64_t>(seconds, 1)),
                kNetworkAdvice,
                Persistence::give_up};
    }
    const std::string reason =
        pace.in_window() == 0 ? "no data came for too long"
                              : fmt::format("only {} bytes came for too long", pace.in_window());
    return {reason, kNetworkAdvice, Persistence::keep_trying};
}

Error fetch_error(ErrorKind kind, const Url& url, const Cause& cause) {
    std::string name = url.shown_name();
    if (name.empty()) name = url.shown() == url.shown_origin() + "/" ? "the start page" : "a page";
    Error error(kind,
                fmt::format("cannot fetch {} from {}: {}", name, url.host(), cause.reason),
                cause.cure);
    error.add_detail("address: " + url.shown());
    return error;
}

}  // namespace cudaenv::net
