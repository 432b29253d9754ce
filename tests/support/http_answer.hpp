// SPDX-License-Identifier: Apache-2.0
// The part of the loopback server without sockets: reading requests and composing answers.
#pragma once

#include "support/loopback_server.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::test {

RecordedRequest parse_request(const std::string& text);

struct HttpAnswer {
    int status = 200;
    std::vector<std::string> headers;
    std::string body;      ///< what really goes out
    bool is_last = false;  ///< the connection is closed afterwards
};

/// `body`: what is served at the path; nullopt gives 404.
HttpAnswer make_answer(const RecordedRequest& request,
                       const Behaviour& behaviour,
                       std::optional<std::string> body);

std::string percent_decode(std::string_view text);

}  // namespace cudaenv::test
