// SPDX-License-Identifier: Apache-2.0
// Counts dots between other marks, outside of texts and comments. Malformed TOML may be counted
// wrongly, which is fine: it is refused in any case.
#include "python/dotted_keys.hpp"

#include <algorithm>

namespace cudaenv::python {

namespace {

/// Length of the quoted text that `toml` begins with.
std::size_t quoted_length(std::string_view toml) {
    const char quote = toml.front();
    const bool is_long = toml.size() >= 3 && toml[1] == quote && toml[2] == quote;
    const std::string_view end = toml.substr(0, is_long ? 3 : 1);
    for (std::size_t i = end.size(); i < toml.size(); ++i) {
        if (quote == '"' && toml[i] == '\\') {
            ++i;
        } else if (toml.substr(i).starts_with(end)) {
            return i + end.size();
        }
    }
    return toml.size();
}

}  // namespace

std::optional<std::size_t> find_deep_key(std::string_view toml) {
    constexpr std::string_view between_keys = "=,[]{}\n";
    std::size_t line = 1;
    std::size_t parts = 1;
    while (!toml.empty()) {
        const char c = toml.front();
        std::size_t length = 1;
        if (c == '#') length = std::min(toml.find('\n'), toml.size());
        if (c == '"' || c == '\'') length = quoted_length(toml);
        if (between_keys.find(c) != std::string_view::npos) parts = 1;
        if (c == '.' && ++parts > kMostKeyParts) return line;
        const std::string_view passed = toml.substr(0, length);
        line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
        toml.remove_prefix(length);
    }
    return std::nullopt;
}

}  // namespace cudaenv::python
