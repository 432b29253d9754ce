// SPDX-License-Identifier: Apache-2.0
// Where an answer may send us.
#pragma once

#include <cudaenv/net/policy.hpp>

#include <string>

namespace cudaenv::net {

/// Whether `status` asks to fetch another address.
bool is_redirect(long status);

/// The address that an answer to `url` redirects to. Throws as follow() does, and Error(refused)
/// when `policy` forbids it.
Url redirect_target(const Url& url, const std::string& location, const UrlPolicy& policy);

}  // namespace cudaenv::net
