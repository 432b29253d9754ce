// SPDX-License-Identifier: Apache-2.0
// Words that are mistaken for each other.
#pragma once

#include <string_view>

namespace cudaenv {

/// One is the other with a letter more, less or changed.
bool is_near(std::string_view left, std::string_view right);

}  // namespace cudaenv
