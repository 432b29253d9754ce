// SPDX-License-Identifier: Apache-2.0
// Which releases NVIDIA's server, or a mirror laid out like it, has: <product>/redist/ lists
// redistrib_<label>.json.
#pragma once

#include <cudaenv/source/connection.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

/// "redistrib_13.6.0.json", each once, in the order of the page; whatever else it links to is
/// passed over. Throws Error(network) for far too many, Interrupted when cancelled.
std::vector<std::string> parse_redist_listing(std::string_view html, const CancelFlag& cancel);

/// Names of the product's manifests; of a file: address those in the directory. Throws
/// Error(not_found) when there is no listing, Error(network) when it cannot be read.
std::vector<std::string> list_redist_manifests(const Url& base,
                                               Product product,
                                               Connection& connection,
                                               const CancelFlag& cancel);

/// One of them as it is.
std::string fetch_redist_manifest(const Url& base,
                                  Product product,
                                  const std::string& name,
                                  Connection& connection,
                                  const CancelFlag& cancel);

}  // namespace cudaenv::source
