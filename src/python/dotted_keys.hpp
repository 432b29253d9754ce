// SPDX-License-Identifier: Apache-2.0
// Limits that toml++ lacks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::python {

/// Parts that a key or the name of a table may have: "tool.uv.sources" has three. Each becomes a
/// table in the one before, and tables are freed by recursion.
inline constexpr std::size_t kMostKeyParts = 32;

/// Parts that all dotted keys of a text may have together, and arrays of tables, each time one is
/// named: toml++ looks for each among all that came before. A lock file of a thousand packages has
/// some three thousand.
inline constexpr std::size_t kMostParts = 50'000;

/// Keys and values that a text may have together: each takes some hundred bytes of memory. A lock
/// file of a thousand packages has some hundred thousand.
inline constexpr std::size_t kMostValues = 1'000'000;

struct KeyFault {
    std::size_t line = 0;
    std::string reason;
};
/// The first place in a TOML text that is beyond a limit; nullopt when none is.
std::optional<KeyFault> find_key_fault(std::string_view toml);

}  // namespace cudaenv::python
