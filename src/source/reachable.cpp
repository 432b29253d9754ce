// SPDX-License-Identifier: Apache-2.0
// Asks addresses in order.
#include "source/reachable.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

namespace cudaenv::source {

bool is_any_reachable(const std::vector<std::string>& urls,
                      net::Client& client,
                      std::chrono::seconds timeout,
                      std::string& reason) {
    reason.clear();
    for (const std::string& url : urls) {
        std::string cause;
        if (client.is_reachable(url, timeout, cause)) return true;
        if (reason.empty()) reason = fmt::format("{}: {}", redact_url(url), cause);
    }
    return false;
}

}  // namespace cudaenv::source
