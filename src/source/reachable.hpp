// SPDX-License-Identifier: Apache-2.0
// Whether one of several addresses answers.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/net/fetch.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace cudaenv::source {

/// Asks in order and stops at the first answer; else `reason` is what the first address failed
/// with. `timeout` is for all together: each may take its share of what is left. Throws Interrupted
/// when cancelled.
bool is_any_reachable(const std::vector<NamedUrl>& places,
                      net::Client& client,
                      std::chrono::milliseconds timeout,
                      std::string& reason,
                      const CancelFlag& cancel);

}  // namespace cudaenv::source
