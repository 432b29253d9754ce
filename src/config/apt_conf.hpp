// SPDX-License-Identifier: Apache-2.0
// The syntax of apt.conf(5), as far as one value is looked up in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::config {

/// The last value given to `name` ("Acquire::http::Proxy", any case), written flat or in nested
/// blocks. Malformed text gives what was readable before the mistake.
std::optional<std::string> find_apt_setting(std::string_view text, std::string_view name);

}  // namespace cudaenv::config
