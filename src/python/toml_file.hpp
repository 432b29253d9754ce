// SPDX-License-Identifier: Apache-2.0
// TOML files, with failures that name file and line.
#pragma once

#include "python/needs.hpp"

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::python {

/// Throws Error(usage) naming file and line when it is no TOML, Error(io) when it cannot be read.
toml::table load_toml(const fs::path& file);

/// Where `node` stands in `file`.
Place place_of(const toml::node& node, const fs::path& file);
struct TomlEntry {
    std::string key;
    const toml::node* value;
};
/// In the order in which they are written; toml++ sorts them by key. nullptr has none.
std::vector<TomlEntry> entries_of(const toml::table* table);
/// The texts of an array; what is no text is passed over. nullptr has none.
std::vector<std::string> texts_of(const toml::array* array);
/// The text at `key`; empty when there is none or it is no text.
std::string text_at(const toml::table& table, std::string_view key);
/// The table or array at `key`; nullptr when there is none or it is something else.
const toml::table* find_table(const toml::table& table, std::string_view key);
const toml::array* find_array(const toml::table& table, std::string_view key);

}  // namespace cudaenv::python
