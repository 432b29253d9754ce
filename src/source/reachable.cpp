// SPDX-License-Identifier: Apache-2.0
// Asks addresses in order, none at the expense of those that follow.
#include "source/reachable.hpp"

#include <cudaenv/sys/clock.hpp>

#include <fmt/format.h>

namespace cudaenv::source {

bool is_any_reachable(const std::vector<NamedUrl>& places,
                      net::Client& client,
                      std::chrono::milliseconds timeout,
                      std::string& reason,
                      const CancelFlag& cancel) {
    reason.clear();
    const auto deadline = system_clock().now() + timeout;
    auto unasked = static_cast<std::chrono::milliseconds::rep>(places.size());
    for (const NamedUrl& place : places) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - system_clock().now());
        std::string cause;
        if (client.is_reachable(place.url, left / unasked--, cause, cancel)) return true;
        if (reason.empty()) reason = fmt::format("{}: {}", place.shown(), cause);
    }
    return false;
}

}  // namespace cudaenv::source
