// SPDX-License-Identifier: Apache-2.0
// What a spec removes, and who will miss it.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::jobs {

/// Environments, whole and damaged, and, where there are none, compilers that were installed by
/// their name.
struct Removables {
    std::vector<store::Installed> environments;
    std::vector<store::Damaged> damaged;
    std::vector<std::string> compilers;  ///< store entries

    [[nodiscard]] std::vector<std::string> names() const;
};

/// What is called `spec`, or else everything that it matches: an environment by its version or a
/// compiler as gcc-N.
Removables find_removables(const Spec& spec, const store::Layout& layout);

/// A project whose pin an environment satisfies.
struct AskingProject {
    std::filesystem::path pin;
    Spec cuda;
};
/// Of the projects that `use` pinned. Throws as store::list_projects.
std::vector<AskingProject> projects_asking_for(const store::Installed& environment,
                                               const store::Layout& layout);

}  // namespace cudaenv::jobs
