// SPDX-License-Identifier: Apache-2.0
// What an environment is called unless it has a name of its own.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/version.hpp>

#include <map>
#include <string>
#include <string_view>

namespace cudaenv::store {

/// `<toolkit>[-cudnn<x.y.z>]`.
std::string default_environment_name(const Version& toolkit,
                                     const std::map<Product, Version>& libraries);

/// "lock0123abcd", which ends the name of a trusted lock's environment, of a digest in hexadecimal.
std::string lock_label(const std::string& identity_hex);
/// "12.4.1-lock0123abcd".
bool has_lock_label(std::string_view name);

}  // namespace cudaenv::store
