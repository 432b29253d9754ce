// SPDX-License-Identifier: Apache-2.0
// Which addresses may be fetched, and where a server may send us.
#pragma once

#include <cudaenv/base/url.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::net {

/// Which addresses may be fetched: https and file always, plain http only for loopback hosts and
/// for hosts that the user or apt configured (digests are checked in every case).
struct UrlPolicy {
    std::vector<std::string> plain_http_hosts;
};
/// Throws Error(refused) naming the address and how to permit its host.
void check_url(const Url& url, const UrlPolicy& policy);

/// Which machines a request may be sent to. A server on the internet may name others there, by
/// redirect or on a page, but none of this machine's own network; one of this network may name any.
enum class Reach { anywhere, public_only };

/// What the server of `from` means by `reference`, in a Location or on a page. Credentials of
/// `from` go to the same scheme, host and port only, and a server names none for another. Throws
/// Error(network) for what is no address, Error(refused) when it leaves https, or a server's own
/// protocols altogether.
Url follow(const Url& from, std::string_view reference);

}  // namespace cudaenv::net
