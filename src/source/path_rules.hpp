// SPDX-License-Identifier: Apache-2.0
// Tables of path rules: how a source's files move into a prefix, first match wins.
#pragma once

#include <cudaenv/archive/unpack.hpp>

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::source {

/// In `from`, "*" matches within one path component, "**" across components; "dir/**" matches "dir"
/// too. In `to`, "$1", "$2"… are what the wildcards matched. In both, "{name}" is a word given with
/// the table.
struct PathRule {
    std::string_view from;
    std::optional<std::string_view> to;  ///< nullopt: the path is dropped
};
inline constexpr std::optional<std::string_view> kDrop = std::nullopt;

using Words = std::map<std::string, std::string, std::less<>>;

class PathRules {
 public:
    explicit PathRules(Words words) : words_(std::move(words)) {}

    /// Appends the rows of a table; earlier rows win.
    PathRules& add(std::span<const PathRule> table);

    /// The place of `path`; nullopt when the first matching row drops it, or when no row matches.
    [[nodiscard]] std::optional<std::string> find(std::string_view path) const;

 private:
    struct Row {
        std::string from;
        std::optional<std::string> to;
    };
    Words words_;
    std::vector<Row> rows_;
};

/// The mapping of a toolkit's or library's archive: placed by the rules, big static libraries in
/// their own part.
archive::Mapping prefix_mapping(PathRules rules);

}  // namespace cudaenv::source
