// SPDX-License-Identifier: Apache-2.0
// Whether one of several addresses answers.
#pragma once

#include <cudaenv/net/fetch.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace cudaenv::source {

/// Asks in order and stops at the first answer; else `reason` is what the first address failed
/// with.
bool is_any_reachable(const std::vector<std::string>& urls,
                      net::Client& client,
                      std::chrono::seconds timeout,
                      std::string& reason);

}  // namespace cudaenv::source
