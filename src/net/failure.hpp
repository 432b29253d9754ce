// SPDX-License-Identifier: Apache-2.0
// What a failed request means: in plain words, what to do about it, and whether to try again. Pure.
#pragma once

#include <cudaenv/base/error.hpp>

#include <curl/curl.h>

#include <string>

namespace cudaenv::net {

/// How long an attempt is worth repeating: not at all, once (the host may be gone for good), or as
/// often as the retry policy says.
enum class Persistence { give_up, once_more, keep_trying };

struct Cause {
    std::string reason;
    std::string hint;
    Persistence persistence = Persistence::give_up;
};

/// What libcurl knows after a failed transfer.
struct TransferFacts {
    CURLcode code = CURLE_OK;
    int os_error = 0;            ///< errno of the failed connect, or 0
    bool was_connected = false;  ///< the request could be sent
    bool was_reached = false;    ///< the host answered an earlier request of the same download
    long proxy_status = 0;       ///< answer to CONNECT, or 0
    std::string detail{};        ///< libcurl's own words
};

Cause transfer_cause(const TransferFacts& facts);
/// For a status that is neither success nor redirect.
Cause status_cause(long status);

/// "x.tar.xz from host": the last part of the path and the host, never credentials or queries.
std::string describe_target(const std::string& url);
/// "cannot fetch x.tar.xz from host: <reason>", with the redacted address as detail.
Error fetch_error(ErrorKind kind, const std::string& url, const Cause& cause);

}  // namespace cudaenv::net
