// SPDX-License-Identifier: Apache-2.0
// Which hosts are asked without a proxy. Decided here and not by libcurl, because it must be known
// whether an address is that of a server or that of a proxy, and because releases differ.
#pragma once

#include <string>
#include <string_view>

namespace cudaenv::net {

/// Whether `no_proxy` ("localhost, .example.com 10.0.0.0/8", "*") names `host`: the name itself, a
/// domain above it, its address or a network of its address.
bool bypasses_proxy(const std::string& host, std::string_view no_proxy);

}  // namespace cudaenv::net
