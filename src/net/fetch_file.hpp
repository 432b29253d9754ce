// SPDX-License-Identifier: Apache-2.0
// file: URLs and plain paths.
#pragma once

#include <cudaenv/net/fetch.hpp>

namespace cudaenv::net {

/// As Client::fetch, for a local file.
Response fetch_file(const FetchRequest& request, Sink& sink, const CancelFlag& cancel);

}  // namespace cudaenv::net
