// SPDX-License-Identifier: Apache-2.0
// [tool.poetry] of a pyproject.toml.
#pragma once

#include "python/toml_file.hpp"

#include <functional>
#include <map>
#include <string>

namespace cudaenv::python {

using Indexes = std::map<std::string, std::string, std::less<>>;  ///< address by name

/// Of an array of tables with `name` and `url`.
Indexes named_addresses(const toml::array* entries);

/// A dependency as Poetry and pipenv write it: a version condition, or a table with version, url,
/// markers, extras, python.
formats::Requirement dependency_of(const std::string& name, const toml::node& dependency);

void read_poetry_tables(const toml::table& poetry, const fs::path& file, Needs& needs);

}  // namespace cudaenv::python
