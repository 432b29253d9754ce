// SPDX-License-Identifier: Apache-2.0
// Whether what a request asks for is here, told without a network.
#pragma once

#include <cudaenv/resolve/resolution.hpp>
#include <cudaenv/store/installed.hpp>

#include <optional>
#include <vector>

namespace cudaenv::jobs {

/// The environment among `installed` that was made for the same: the toolkit of `resolution`, the
/// request's profile or a larger one, the libraries asked for (by name, or by rule in any version),
/// the compiler asked for by name or, by rule, one of cudaenv's own or none as resolved. Linked
/// toolkits have no such record and never count.
std::optional<store::Installed> find_same_request(const resolve::Request& request,
                                                  const resolve::Resolution& resolution,
                                                  const std::vector<store::Installed>& installed);

}  // namespace cudaenv::jobs
