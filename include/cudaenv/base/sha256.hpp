// SPDX-License-Identifier: Apache-2.0
// A SHA-256 value; computing one is the business of module digest.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

struct Sha256 {
    std::array<std::uint8_t, 32> bytes{};

    // NOLINTNEXTLINE(modernize-use-nullptr): false alarm of clang-tidy 14 on a defaulted <=>
    friend auto operator<=>(const Sha256&, const Sha256&) = default;
    /// 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string hex() const;
};

/// nullopt unless `text` is exactly 64 hexadecimal digits.
std::optional<Sha256> find_sha256(std::string_view text);

}  // namespace cudaenv
