// SPDX-License-Identifier: Apache-2.0
// What an environment is called unless it has a name of its own.
#pragma once

#include <map>
#include <string>

namespace cudaenv::store {

/// `<toolkit>[-cudnn<x.y.z>]`.
std::string default_environment_name(const std::string& toolkit,
                                     const std::map<std::string, std::string>& libraries);

}  // namespace cudaenv::store
