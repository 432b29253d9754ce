// SPDX-License-Identifier: Apache-2.0
// What JSON that somebody else wrote may cost. Looked at before a parser sees it: parsers take
// whatever depth and number of values there is, and what they build is copied and freed by
// recursion.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cudaenv::formats {

struct JsonLimits {
    std::size_t bytes;
    std::size_t depth = 64;        ///< lists and objects within one another
    std::size_t values = 250'000;  ///< keys included; each costs up to some 100 bytes
};

/// Why `text` is not to be parsed ("it is nested deeper than 64 levels"); empty when it may be,
/// which does not say that it is JSON.
std::string json_fault(std::string_view text, const JsonLimits& limits);

}  // namespace cudaenv::formats
