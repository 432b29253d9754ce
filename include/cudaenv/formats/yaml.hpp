// SPDX-License-Identifier: Apache-2.0
// YAML text.
#pragma once

#include <cudaenv/formats/value.hpp>

#include <string>
#include <string_view>

namespace cudaenv::formats {

/// Throws Error(integrity) "file:line: …" when `text` is not exactly one document, uses aliases or
/// nests too deeply.
Document parse_yaml(std::string_view text, const std::string& file);

}  // namespace cudaenv::formats
