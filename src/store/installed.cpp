// SPDX-License-Identifier: Apache-2.0
// Choosing the best environment that fits.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>

namespace cudaenv::store {

namespace {

bool has_library(const Installed& environment, Product library, const Spec& wanted) {
    const auto found = environment.libraries.find(library);
    const bool present = found != environment.libraries.end();
    if (wanted.kind() == Spec::Kind::none) return !present;
    return present && wanted.matches(found->second);
}

bool has_profile(const Installed& environment, std::optional<Profile> least) {
    const auto& profile = environment.activation.profile;
    return !least || !profile || *profile >= *least;
}

/// A lock that has changed since is another one, whoever changed it.
bool is_still_trusted(const Installed& environment, const fs::path& project) {
    try {
        const auto trusted = find_file_text(trusted_lock_path(environment.path), kMostLockBytes);
        return trusted && find_file_text(project / kProjectLock, kMostLockBytes) == trusted;
    } catch (const Error&) {
        return false;
    }
}

bool is_meant_for(const Installed& environment, const Wanted& wanted, bool by_name) {
    const fs::path project = environment.activation.project;
    if (project.empty()) return true;
    if (by_name) return wanted.project.empty() || serves(project, wanted);
    return serves(project, wanted) && is_still_trusted(environment, wanted.project);
}

}  // namespace

std::string_view origin_text(EnvironmentOrigin origin) {
    switch (origin) {
        case EnvironmentOrigin::installed:
            return "installed";
        case EnvironmentOrigin::linked:
            return "linked";
        case EnvironmentOrigin::shared:
            return "shared";
    }
    return "installed";
}

std::vector<Installed> list_installed(const Layout& layout,
                                      const std::vector<fs::path>& shared_roots) {
    return list_environments(layout, shared_roots, examine_activation).healthy;
}

bool is_of_trusted_lock(const Installed& environment) {
    return !environment.activation.project.empty();
}

bool serves(const fs::path& project, const Wanted& wanted) {
    if (project.empty() || project == wanted.project) return true;
    // It may be reached by several paths.
    std::error_code absent;
    return !wanted.project.empty() && fs::equivalent(project, wanted.project, absent) && !absent;
}

fs::path trusted_lock_path(const fs::path& prefix) {
    return prefix / kMetadataDirectory / "trusted.lock";
}

bool satisfies(const Installed& environment, const Wanted& wanted) {
    const bool by_name = wanted.cuda.kind() == Spec::Kind::name;
    const bool fits =
        by_name ? environment.name == wanted.cuda.text() : wanted.cuda.matches(environment.toolkit);
    return fits && is_meant_for(environment, wanted, by_name) &&
           has_profile(environment, wanted.profile) &&
           std::all_of(wanted.libraries.begin(), wanted.libraries.end(), [&](const auto& library) {
               return has_library(environment, library.first, library.second);
           });
}

std::optional<Installed> find_match(const std::vector<Installed>& environments,
                                    const Wanted& wanted) {
    const bool by_name = wanted.cuda.kind() == Spec::Kind::name;
    std::optional<Installed> first;
    for (const Installed& environment : environments) {
        const bool goes_first = !by_name && is_of_trusted_lock(environment);
        if ((first && !goes_first) || !satisfies(environment, wanted)) continue;
        if (goes_first) return environment;
        first = environment;
    }
    return first;
}

std::vector<fs::path> shared_roots(const Environment& environment) {
    std::vector<fs::path> roots;
    const PathList list(environment.find(variables::kSharedRoots).value_or(""));
    for (const std::string& entry : list.entries()) {
        if (entry.starts_with('/')) roots.emplace_back(entry);
    }
    return roots;
}

}  // namespace cudaenv::store
