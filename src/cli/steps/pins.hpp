// SPDX-License-Identifier: Apache-2.0
// What applies here and which pin says so, with a warning for each foreign file on the way.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/selection/selection.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::cli {

selection::Selection select(const std::optional<std::string>& argument, const Services& services);
/// As above, in other surroundings than the program's own.
selection::Selection select(const std::optional<std::string>& argument,
                            const Environment& environment,
                            const Services& services);
/// nullopt, and a warning, when what applies here cannot be told: a broken pin keeps nobody from
/// what is not about it.
std::optional<selection::Selection> try_select(const Services& services);
/// As select(argument, services); throws Error(not_found) when what is asked for is not installed.
selection::Selection require_selection(const std::optional<std::string>& argument,
                                       const Services& services);

std::optional<selection::Pin> find_pin(const Services& services);
/// Warns that a foreign file, a pin or what lies beside one, is passed over.
void warn_not_followed(const std::filesystem::path& file, const Services& services);

}  // namespace cudaenv::cli
