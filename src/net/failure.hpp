// SPDX-License-Identifier: Apache-2.0
// What a failed request means: in plain words, what to do about it, and whether to try again. Pure.
#pragma once

#include "net/pace.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/url.hpp>

#include <curl/curl.h>

#include <string>

namespace cudaenv::net {

/// How long an attempt is worth repeating: not at all, once (the host may be gone for good), or as
/// often as the retry policy says.
enum class Persistence { give_up, once_more, keep_trying };

struct Cause {
    std::string reason;
    Cure cure;
    Persistence persistence = Persistence::give_up;
};

/// What libcurl knows after a failed transfer.
struct TransferFacts {
    CURLcode code = CURLE_OK;
    int os_error = 0;               ///< errno of the failed connect, or 0
    bool was_connected = false;     ///< the request could be sent
    bool was_reached = false;       ///< the host answered an earlier request of the same download
    long proxy_status = 0;          ///< answer to CONNECT, or 0
    bool has_endless_head = false;  ///< more header lines came than anybody needs
    std::string detail{};           ///< libcurl's own words; shown for certificates only
};

Cause transfer_cause(const TransferFacts& facts);
/// For a status that is neither success nor redirect.
Cause status_cause(long status);
/// For a transfer that `pace` found stalled or hopeless.
Cause pace_cause(const Pace& pace);

/// "cannot fetch x.tar.xz from host: <reason>", with the address as it may be shown as detail.
Error fetch_error(ErrorKind kind, const Url& url, const Cause& cause);

}  // namespace cudaenv::net
