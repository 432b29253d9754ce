// SPDX-License-Identifier: Apache-2.0
// Asks addresses in order, none at the expense of those that follow.
#include "source/reachable.hpp"

#include <fmt/format.h>

namespace cudaenv::source {

std::optional<std::string> unreachable_reason(const std::vector<NamedUrl>& places,
                                              net::Client& client,
                                              const Clock& clock,
                                              std::chrono::milliseconds timeout,
                                              const CancelFlag& cancel) {
    std::string reason;
    const auto deadline = clock.now() + timeout;
    auto unasked = static_cast<std::chrono::milliseconds::rep>(places.size());
    for (const NamedUrl& place : places) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock.now());
        std::string cause;
        if (client.is_reachable(place.url, left / unasked--, cause, cancel)) return std::nullopt;
        if (reason.empty()) reason = fmt::format("{}: {}", place.shown(), cause);
    }
    return reason;
}

}  // namespace cudaenv::source
