// SPDX-License-Identifier: Apache-2.0
// Where an answer may send us.
#pragma once

#include <cudaenv/net/url.hpp>

#include <string>

namespace cudaenv::net {

/// Whether `status` asks to fetch another address.
bool is_redirect(long status);

/// The address that an answer to `url` redirects to. Throws Error(refused) when `policy` forbids it
/// or when it leaves https or http(s) altogether. Credentials in `url` are kept for the same
/// scheme, host and port only.
std::string redirect_target(const std::string& url,
                            const std::string& location,
                            const UrlPolicy& policy);

}  // namespace cudaenv::net
