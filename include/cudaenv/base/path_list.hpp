// SPDX-License-Identifier: Apache-2.0
// PATH-like values: colon-separated directories.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

/// The entries of a PATH-like value, in order. Empty entries are kept: in PATH they mean ".".
class PathList {
 public:
    PathList() = default;
    explicit PathList(std::string_view value);

    [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }
    [[nodiscard]] bool contains(std::string_view entry) const;
    void remove(std::string_view entry);
    /// Puts `entry` first; an earlier occurrence is removed.
    void put_first(std::string_view entry);
    [[nodiscard]] std::string text() const;

 private:
    std::vector<std::string> entries_;
};

/// The entries of a colon-separated list in which, other than in PATH, an empty one means nothing.
std::vector<std::string> parse_directories(std::string_view value);

}  // namespace cudaenv
