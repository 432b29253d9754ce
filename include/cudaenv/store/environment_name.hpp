// SPDX-License-Identifier: Apache-2.0
// What an environment is called unless it has a name of its own.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cudaenv::store {

/// `<toolkit>[-cudnn<x.y.z>]`.
std::string default_environment_name(const std::string& toolkit,
                                     const std::map<std::string, std::string>& libraries);

/// "lock0123abcd", which ends the name of a trusted lock's environment, of a digest in hexadecimal.
std::string lock_label(const std::string& identity_hex);
/// "12.4.1-lock0123abcd".
bool has_lock_label(std::string_view name);

}  // namespace cudaenv::store
