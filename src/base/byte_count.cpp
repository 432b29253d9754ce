// SPDX-License-Identifier: Apache-2.0
// Sizes with three significant digits, in integers only: no locale can change them.
#include <cudaenv/base/byte_count.hpp>

#include <array>
#include <string_view>

namespace cudaenv {

namespace {

constexpr std::array<std::string_view, 7> kUnits{" B", " kB", " MB", " GB", " TB", " PB", " EB"};

std::string padded(std::uint64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

/// `thousandths` of a unit, below 1000 units, as "1.31", "15.7" or "157".
std::string three_digits(std::uint64_t thousandths) {
    const std::uint64_t whole = thousandths / 1000;
    const std::uint64_t rest = thousandths % 1000;
    if (whole >= 100) return std::to_string(whole);
    if (whole >= 10) return std::to_string(whole) + "." + padded(rest / 100, 1);
    return std::to_string(whole) + "." + padded(rest / 10, 2);
}

/// Half of the last digit that three_digits() keeps.
std::uint64_t half_step(std::uint64_t thousandths) {
    if (thousandths >= 99'950) return 500;
    return thousandths >= 9'995 ? 50 : 5;
}

}  // namespace

std::string render_bytes(ByteCount bytes) {
    if (bytes.value < 1000) return std::to_string(bytes.value) + " B";
    std::uint64_t thousandths = bytes.value;
    std::size_t unit = 1;
    while (thousandths >= 999'500 && unit + 1 < kUnits.size()) {
        thousandths /= 1000;
        ++unit;
    }
    return three_digits(thousandths + half_step(thousandths)).append(kUnits.at(unit));
}

}  // namespace cudaenv
