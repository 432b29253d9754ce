// SPDX-License-Identifier: Apache-2.0
// cudaenv list --available: every known release at a glance.
#pragma once

#include "cli/output/text_style.hpp"

#include <cudaenv/jobs/available_releases.hpp>
#include <cudaenv/machine/machine.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// One line per release with a symbol for how it runs here, then what the symbols mean. `request`
/// is as typed; empty: every release.
std::vector<Line> render_available(const jobs::AvailableReleases& available,
                                   const std::string& request,
                                   const machine::Machine& machine,
                                   const TextStyle& style);
nlohmann::ordered_json available_json(const std::vector<jobs::AvailableRelease>& releases);

}  // namespace cudaenv::cli
