// SPDX-License-Identifier: Apache-2.0
// Version parsing and order.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/version.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace cudaenv {

namespace {

constexpr unsigned kLargestNumber = 1'000'000'000;

/// Takes the digits at the front of `text`; nullopt when there are none or too many.
std::optional<unsigned> take_number(std::string_view& text) {
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number > kLargestNumber) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// Compares as pre-releases do: by the letters, then by the number.
using Suffix = std::pair<std::string_view, unsigned>;

/// "rc1": small letters and a number, nothing else.
std::optional<Suffix> find_suffix(std::string_view text) {
    const auto* const letters_end = std::find_if_not(text.begin(), text.end(), is_small_letter);
    const auto letter_count = static_cast<std::size_t>(letters_end - text.begin());
    std::string_view rest = text.substr(letter_count);
    const auto number = take_number(rest);
    if (letter_count == 0 || !number || !rest.empty()) return std::nullopt;
    return Suffix{text.substr(0, letter_count), *number};
}

}  // namespace

unsigned Version::at(std::size_t index) const {
    return index < numbers_.size() ? numbers_[index] : 0;
}

Version Version::truncated(std::size_t count) const {
    Version shorter;
    std::size_t length = 0;
    for (std::size_t i = 0; i < std::min(count, numbers_.size()); ++i) {
        shorter.numbers_.push_back(numbers_[i]);
        length = text_.find_first_not_of("0123456789", length == 0 ? 0 : length + 1);
        length = std::min(length, text_.size());
    }
    shorter.text_ = text_.substr(0, length);
    return shorter;
}

bool Version::is_prefix_of(const Version& other) const {
    if (is_prerelease()) return *this == other;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
        if (numbers_[i] != other.at(i)) return false;
    }
    return true;
}

std::weak_ordering operator<=>(const Version& left, const Version& right) {
    const std::size_t count = std::max(left.numbers_.size(), right.numbers_.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (left.at(i) != right.at(i)) return left.at(i) <=> right.at(i);
    }
    if (left.is_prerelease() && right.is_prerelease()) {
        return *find_suffix(left.suffix_) <=> *find_suffix(right.suffix_);
    }
    return right.is_prerelease() <=> left.is_prerelease();
}

std::optional<Version> find_version(std::string_view text) {
    Version version;
    version.text_ = text;
    for (;;) {
        const auto number = take_number(text);
        if (!number) return std::nullopt;
        version.numbers_.push_back(*number);
        const bool more_numbers = text.size() > 1 && text.front() == '.' && is_digit(text[1]);
        if (!more_numbers) break;
        text.remove_prefix(1);
    }
    if (text.empty()) return version;
    if (text.front() == '.') text.remove_prefix(1);
    if (!find_suffix(text)) return std::nullopt;
    version.suffix_ = text;
    return version;
}

Version parse_version(std::string_view text) {
    auto version = find_version(text);
    if (version) return *std::move(version);
    throw Error(ErrorKind::usage,
                "'" + std::string(text) + "' is not a version",
                "a version is numbers with dots, for example 12.4 or 12.4.1");
}

}  // namespace cudaenv
