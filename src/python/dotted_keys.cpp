// SPDX-License-Identifier: Apache-2.0
// Counts dots between other marks, outside of texts and comments. Up to the first fault of a
// malformed text it counts right as well, since toml++ frees what it has taken until then; what
// follows may be counted wrongly, since toml++ takes no more.
#include "python/dotted_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::python {

namespace {

/// Length of the quoted text that `toml` begins with.
std::size_t quoted_length(std::string_view toml) {
    const char quote = toml.front();
    const bool is_long = toml.size() >= 3 && toml[1] == quote && toml[2] == quote;
    const std::string_view end = toml.substr(0, is_long ? 3 : 1);
    std::size_t i = end.size();
    while (i < toml.size() && !toml.substr(i).starts_with(end)) {
        // Malformed: only long texts have several lines.
        if (!is_long && toml[i] == '\n') return i;
        i += quote == '"' && toml[i] == '\\' ? 2 : 1;
    }
    // One or two quotes may stand at the end of a long text, before the three that close it.
    const std::size_t most = i + (is_long ? 5 : 1);
    while (i < std::min(most, toml.size()) && toml[i] == quote) ++i;
    return std::min(i, toml.size());
}

}  // namespace

std::optional<KeyFault> find_key_fault(std::string_view toml) {
    constexpr std::string_view between_keys = "=,[]{}\n";
    constexpr std::string_view before_values = "=,[{";
    std::size_t line = 1;
    std::size_t parts = 1;
    std::size_t all_parts = 0;
    std::size_t values = 0;
    while (!toml.empty()) {
        const char c = toml.front();
        std::size_t length = 1;
        if (c == '#') length = std::min(toml.find('\n'), toml.size());
        if (c == '"' || c == '\'') length = quoted_length(toml);
        if (between_keys.find(c) != std::string_view::npos) parts = 1;
        if (c == '.' && ++parts > kMostKeyParts)
            return KeyFault{line, fmt::format("a key has more than {} parts", kMostKeyParts)};
        if ((c == '.' || toml.starts_with("[[")) && ++all_parts > kMostParts)
            return KeyFault{line, fmt::format("its keys have more than {} parts", kMostParts)};
        if (before_values.find(c) != std::string_view::npos && ++values > kMostValues)
            return KeyFault{line, fmt::format("it has more than {} keys and values", kMostValues)};
        const std::string_view passed = toml.substr(0, length);
        line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
        toml.remove_prefix(length);
    }
    return std::nullopt;
}

}  // namespace cudaenv::python
