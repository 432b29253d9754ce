// SPDX-License-Identifier: Apache-2.0
// Version numbers of toolkits, libraries, drivers and compilers; compared as numbers, never as
// text.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

/// Dotted numbers with an optional pre-release suffix: "11.2.2", "460.80", "9.1.1.17", "13.4.0rc1",
/// "9.26.0.33.dev632" (suffix: small letters and a number). Missing trailing components count as
/// zero (460.80 == 460.80.0); a suffix sorts before the same numbers without it. Numbers keep their
/// written form in text() ("460.32.03").
class Version {
 public:
    Version() = default;

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<unsigned>& numbers() const { return numbers_; }
    [[nodiscard]] const std::string& suffix() const { return suffix_; }
    [[nodiscard]] bool is_prerelease() const { return !suffix_.empty(); }
    /// The component at `index`, 0 when there is none.
    [[nodiscard]] unsigned at(std::size_t index) const;
    [[nodiscard]] unsigned major_number() const { return at(0); }
    [[nodiscard]] unsigned minor_number() const { return at(1); }
    /// The first `count` components: truncated(2) of 12.4.1 is 12.4. The suffix is dropped.
    [[nodiscard]] Version truncated(std::size_t count) const;
    /// True when every component of *this equals the same component of `other`: 12.4 of 12.4.1.
    /// A version with a suffix is a prefix of its equals only.
    [[nodiscard]] bool is_prefix_of(const Version& other) const;

    friend std::weak_ordering operator<=>(const Version& left, const Version& right);
    friend bool operator==(const Version& left, const Version& right) {
        return (left <=> right) == std::weak_ordering::equivalent;
    }

    /// nullopt when `text` is no version (empty, sign, empty component, number over 10^9).
    friend std::optional<Version> find_version(std::string_view text);

 private:
    std::string text_;
    std::vector<unsigned> numbers_;
    std::string suffix_;
};

std::optional<Version> find_version(std::string_view text);
/// As find_version; throws Error(usage) naming `text`.
Version parse_version(std::string_view text);

}  // namespace cudaenv
