// SPDX-License-Identifier: Apache-2.0
// TOML files, with failures that name file and line.
#pragma once

#include "python/needs.hpp"

#include <toml++/toml.h>

#include <string>
#include <string_view>

namespace cudaenv::python {

/// Throws Error(usage) naming file and line when it is no TOML, Error(io) when it cannot be read.
toml::table load_toml(const fs::path& file);

/// Where `node` stands in `file`.
Place place_of(const toml::node& node, const fs::path& file);
/// The text at `key`; empty when there is none or it is no text.
std::string text_at(const toml::table& table, std::string_view key);
/// The table or array at `key`; nullptr when there is none or it is something else.
const toml::table* find_table(const toml::table& table, std::string_view key);
const toml::array* find_array(const toml::table& table, std::string_view key);

}  // namespace cudaenv::python
