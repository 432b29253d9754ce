// SPDX-License-Identifier: Apache-2.0
// Where Pythons and their pips are on this machine, and the index that an installed pip carries.
#pragma once

#include <cudaenv/config/pip_config.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::config {

/// Prefixes of the active virtual environment and of the python3 on PATH, each once. A pyenv-style
/// shim stands for the sibling versions, newest name first.
std::vector<std::filesystem::path> python_prefixes(const Environment& environment);

struct DefaultIndex {
    std::string url;
    std::string origin;  ///< the file that says so
};

/// The constant in pip's own source text, looked for in installed pips, then in bundled wheels.
std::optional<DefaultIndex> find_default_index(const std::vector<std::filesystem::path>& prefixes,
                                               const std::filesystem::path& system_root,
                                               const ZipReader& read_zip);

/// The index URL in the text of pip/_internal/models/index.py.
std::optional<std::string> find_index_constant(std::string_view source);

}  // namespace cudaenv::config
