// SPDX-License-Identifier: Apache-2.0
// Rules for addresses that go by their text alone.
#include <cudaenv/base/error.hpp>
#include <cudaenv/net/ip_address.hpp>
#include <cudaenv/net/policy.hpp>

#include <fmt/core.h>

#include <algorithm>

namespace cudaenv::net {
namespace {

bool is_loopback(const std::string& host) {
    if (host == "localhost") return true;
    const auto address = find_ip_address(host);
    return address && (has_prefix_of(*address, *find_ip_address("127.0.0.0"), 8) ||
                       address == find_ip_address("::1"));
}

}  // namespace

void check_url(const Url& url, const UrlPolicy& policy) {
    if (url.scheme() != "http" || is_loopback(url.host())) return;
    const auto& permitted = policy.plain_http_hosts;
    if (std::find(permitted.begin(), permitted.end(), url.host()) != permitted.end()) return;
    throw Error(
        ErrorKind::refused,
        fmt::format(
            "{} is not fetched: plain http to {} is not permitted", url.shown(), url.host()),
        Advice(Advice::permit_plain_http, url.host()));
}

Url follow(const Url& from, std::string_view reference) {
    UrlReading reading = from.resolve(reference);
    if (!reading.url) {
        throw Error(ErrorKind::network,
                    fmt::format("{} names a malformed address: {}", from.shown(), reading.fault),
                    "check the configured address");
    }
    Url target = *std::move(reading.url);
    const bool leaves_https = from.scheme() == "https" && target.scheme() != "https";
    if (leaves_https || (target.is_local() && !from.is_local())) {
        throw Error(ErrorKind::refused,
                    fmt::format("{} leads to {}, which is not followed",
                                from.shown(),
                                target.is_local() ? "a file of this machine" : target.shown()),
                    "an https address may only lead to another https address; check the configured "
                    "address");
    }
    return target.has_origin_of(from) ? target.with_credentials_of(from)
                                      : target.without_credentials();
}

}  // namespace cudaenv::net
