// SPDX-License-Identifier: Apache-2.0
// Asks addresses in order, none at the expense of those that follow.
#include "source/reachable.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/clock.hpp>

#include <fmt/format.h>

namespace cudaenv::source {

bool is_any_reachable(const std::vector<std::string>& urls,
                      net::Client& client,
                      std::chrono::milliseconds timeout,
                      std::string& reason,
                      const CancelFlag& cancel) {
    reason.clear();
    const auto deadline = system_clock().now() + timeout;
    auto unasked = static_cast<std::chrono::milliseconds::rep>(urls.size());
    for (const std::string& url : urls) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - system_clock().now());
        std::string cause;
        if (client.is_reachable(url, left / unasked--, cause, cancel)) return true;
        if (reason.empty()) reason = fmt::format("{}: {}", redact_url(url), cause);
    }
    return false;
}

}  // namespace cudaenv::source
