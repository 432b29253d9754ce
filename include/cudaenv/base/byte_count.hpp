// SPDX-License-Identifier: Apache-2.0
// A number of bytes, printed the way people read sizes.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace cudaenv {

struct ByteCount {
    std::uint64_t value = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes a 0 of <=> for a pointer
    friend auto operator<=>(const ByteCount&, const ByteCount&) = default;
    ByteCount& operator+=(ByteCount other) {
        value += other.value;
        return *this;
    }
    friend ByteCount operator+(ByteCount left, ByteCount right) {
        return {left.value + right.value};
    }
};

/// Decimal units with three significant digits: "0 B", "157 kB", "1.31 GB".
std::string render_bytes(ByteCount bytes);

}  // namespace cudaenv
