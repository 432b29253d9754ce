// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#pragma once

#include "cli/steps/installed.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// One line per environment, whole or damaged, and per host compiler that was installed by its
/// name.
std::vector<std::string> installed_lines(const InstalledList& list);
nlohmann::ordered_json installed_json(const InstalledList& list);

}  // namespace cudaenv::cli
