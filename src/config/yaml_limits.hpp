// SPDX-License-Identifier: Apache-2.0
// What YAML may cost: not every release of the parser has a limit of its own.
#pragma once

#include <string>

namespace cudaenv::config {

/// Throws YAML::Exception with the place for aliases, which make much of little, and for lists and
/// maps deeper within one another than any setting.
void check_yaml_limits(const std::string& text);

}  // namespace cudaenv::config
