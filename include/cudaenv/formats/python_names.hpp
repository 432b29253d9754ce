// SPDX-License-Identifier: Apache-2.0
// Names of Python packages: PEP 503.
#pragma once

#include <string>
#include <string_view>

namespace cudaenv::formats {

/// Small letters, and one dash for each run of dashes, dots and underscores: two names are of one
/// project when they agree in this.
std::string normalised_name(std::string_view name);

/// The name at the front of `text`, normalised; empty when it begins with none.
std::string leading_name(std::string_view text);

/// Cuts the name, as it is written, off the front of `text`, and the blanks behind it. Empty when
/// it begins with none.
std::string_view take_name(std::string_view& text);

}  // namespace cudaenv::formats
