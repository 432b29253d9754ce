// SPDX-License-Identifier: Apache-2.0
// YAML as a tree of plain values with their lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

struct YamlNode {
    enum class Kind { null, scalar, list, map };
    Kind kind = Kind::null;
    unsigned line = 1;
    std::string text;             ///< of a scalar
    std::vector<YamlNode> items;  ///< of a list; of a map: key, value, key, value…

    bool operator==(const YamlNode&) const = default;
};

/// Any YAML. Throws Error(integrity) "file:line: …" when `text` is not exactly one document or uses
/// aliases.
YamlNode parse_any_yaml(std::string_view text, const std::string& file);

/// The YAML that cudaenv itself writes, some thirty times faster: blocks of maps and lists,
/// flow values that end on their line, bare words and quoted texts. nullopt for everything else,
/// which is not to say that it is wrong.
std::optional<YamlNode> parse_plain_yaml(std::string_view text);

}  // namespace cudaenv::catalog
