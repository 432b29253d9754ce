// SPDX-License-Identifier: Apache-2.0
// Which projects `cudaenv use` pinned (projects/), and the global default: for warnings and for
// prune.
#pragma once

#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::store {

/// Remembers that the pin file at `pin` exists. Idempotent.
void remember_project(const Layout& layout, const fs::path& pin);
/// Pin files remembered that still exist; sorted.
std::vector<fs::path> list_projects(const Layout& layout);

/// First line of root/default, trimmed; nullopt when there is none.
std::optional<std::string> find_default_spec(const Layout& layout);
void write_default_spec(const Layout& layout, const std::string& spec);

}  // namespace cudaenv::store
