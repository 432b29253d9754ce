// SPDX-License-Identifier: Apache-2.0
// Whether LD_LIBRARY_PATH is touched.
#pragma once

#include <optional>
#include <string_view>

namespace cudaenv {

/// automatic: unless it would shadow the libraries that a Python environment brings along.
enum class LibraryPath { automatic, always, never };

/// Of "auto", "always", "never".
std::optional<LibraryPath> find_library_path(std::string_view text);

}  // namespace cudaenv
