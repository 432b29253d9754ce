// SPDX-License-Identifier: Apache-2.0
// A limit that toml++ lacks.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cudaenv::python {

/// Parts that a key or the name of a table may have: "tool.uv.sources" has three. Each becomes a
/// table in the one before, and tables are freed by recursion.
inline constexpr std::size_t kMostKeyParts = 32;

/// The line of the first key in a TOML text that has more; nullopt when none has.
std::optional<std::size_t> find_deep_key(std::string_view toml);

}  // namespace cudaenv::python
