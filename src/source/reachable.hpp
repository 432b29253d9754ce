// SPDX-License-Identifier: Apache-2.0
// Whether one of several addresses answers.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/net/fetch.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::source {

/// Asks in order and stops at the first answer: nullopt; else what the first address failed with.
/// `timeout` is for all together: each may take its share of what is left. Throws Interrupted when
/// cancelled.
std::optional<std::string> unreachable_reason(const std::vector<NamedUrl>& places,
                                              net::Client& client,
                                              const Clock& clock,
                                              std::chrono::milliseconds timeout,
                                              const CancelFlag& cancel);

}  // namespace cudaenv::source
