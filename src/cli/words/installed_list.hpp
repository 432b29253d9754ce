// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#pragma once

#include <cudaenv/jobs/inventory.hpp>
#include <cudaenv/resolve/judgement.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

struct ListedEnvironment {
    jobs::MeasuredEnvironment measured;
    bool is_selected = false;
    std::string selected_by = {};  ///< the file or variable, as it is shown; may be empty
    std::optional<resolve::Judgement> judgement = {};  ///< nullopt: linked, or not asked for
};

struct InstalledList {
    std::vector<ListedEnvironment> environments;
    std::vector<store::Damaged> damaged;
    std::vector<jobs::KeptCompiler> compilers;
    bool is_empty = false;  ///< not even a compiler is meant to be kept
};

/// One line per environment, whole or damaged, and per host compiler that was installed by its
/// name.
std::vector<std::string> installed_lines(const InstalledList& list);
nlohmann::ordered_json installed_json(const InstalledList& list);

}  // namespace cudaenv::cli
