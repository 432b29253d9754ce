// SPDX-License-Identifier: Apache-2.0
// Which environments there are, and which of them are damaged: what every command goes by.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/installed.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::store {

/// An environment that cannot be used, or not be understood, as it is.
struct Damaged {
    std::string name;
    fs::path path;  ///< its directory in environments/
    fs::path root;
    EnvironmentOrigin origin = EnvironmentOrigin::installed;
    std::string reason;              ///< "bin/nvcc is missing"
    std::optional<Version> toolkit;  ///< when something still tells
    fs::path project;                ///< of a trusted lock's: the only one that it serves
    std::string mend;                ///< the command that mends it
    bool is_foreign = false;         ///< another user may have made it; only its name tells of it
};

using Examined = std::variant<Installed, Damaged>;

/// Known by its metadata, or by what else every environment of ours has; true also of what this
/// user may not look into. Anything else in environments/ is somebody's, and none.
bool looks_like_environment(const fs::path& prefix);

/// Looks at one environment; nullopt when the root has none of that name, or loses it meanwhile.
using Examine = std::optional<Examined> (*)(const fs::path& root,
                                            const std::string& name,
                                            EnvironmentOrigin origin);

/// By its activation file, which is all that using it needs. One that another user may have made
/// (find_doubt) is damaged.
std::optional<Examined> examine_activation(const fs::path& root,
                                           const std::string& name,
                                           EnvironmentOrigin origin);
/// By its record too, and by the files that its activation names: for what installs, lists and
/// removes. Reads JSON, so not for shims.
std::optional<Examined> examine(const fs::path& root,
                                const std::string& name,
                                EnvironmentOrigin origin);

/// Takes one that examine_activation finds healthy for damaged when a directory or program that its
/// activation file names is missing, as examine does; nullopt for a whole one, for one that is gone
/// meanwhile, and for a link to a toolkit elsewhere.
std::optional<Damaged> find_damage(const Installed& environment);

struct Environments {
    std::vector<Installed> healthy;  ///< in the order of list_installed
    std::vector<Damaged> damaged;    ///< of each root by name
    std::vector<Error> passed_over;  ///< of each shared root that cannot be used, why
};
/// Every environment of the root and of the shared roots, as `how` sees it. A shared root whose
/// number check_layout refuses, which cannot be read, or whose path no own root could have, is
/// passed over. Throws Error(io) when the own root cannot be read.
Environments list_environments(const Layout& layout,
                               const std::vector<fs::path>& shared_roots,
                               Examine how = examine);

/// True when `damaged` is what `wanted` names, or as far as is known may be.
bool may_satisfy(const Damaged& damaged, const Wanted& wanted);
/// "11.2.2 is damaged: bin/nvcc is missing", with the command that mends it.
Error damaged_error(const Damaged& damaged);

}  // namespace cudaenv::store
