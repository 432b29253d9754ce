// SPDX-License-Identifier: Apache-2.0
// YAML text.
#pragma once

#include <cudaenv/formats/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace cudaenv::formats {

/// Why a text was not read.
struct YamlFault {
    unsigned line = 0;
    std::string reason;
    bool is_too_deep = false;
};

/// The first document of `text`, for a reader with words of its own; nothing when it has none.
/// Aliases, and more than `deepest` lists and maps within one another, are faults.
std::variant<std::optional<Document>, YamlFault> read_first_yaml(std::string_view text,
                                                                 const std::string& file,
                                                                 std::size_t deepest);

/// Throws Error(integrity) "file:line: …" when `text` is not exactly one document, uses aliases or
/// nests too deeply.
Document parse_yaml(std::string_view text, const std::string& file);

}  // namespace cudaenv::formats
