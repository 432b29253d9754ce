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
    Origin origin = Origin::installed;
    std::string reason;              ///< "bin/nvcc is missing"
    std::optional<Version> toolkit;  ///< when something still tells
    std::string mend;                ///< the command that mends it
};

using Examined = std::variant<Installed, Damaged>;

/// Looks at one environment; nullopt when the root has none of that name, or loses it meanwhile.
using Examine = std::optional<Examined> (*)(const fs::path& root,
                                            const std::string& name,
                                            Origin origin);

/// By its activation file, which is all that using it needs.
std::optional<Examined> examine_activation(const fs::path& root,
                                           const std::string& name,
                                           Origin origin);
/// By its record too, and by the files that its activation names: for what installs, lists and
/// removes. Reads JSON, so not for shims.
std::optional<Examined> examine(const fs::path& root, const std::string& name, Origin origin);

struct Environments {
    std::vector<Installed> healthy;  ///< in the order of list_installed
    std::vector<Damaged> damaged;    ///< of each root by name
};
/// Every environment of the root and of the shared roots, as `how` sees it.
Environments list_environments(const Layout& layout,
                               const std::vector<fs::path>& shared_roots,
                               Examine how = examine);

/// True when `damaged` is what `wanted` names, or as far as is known may be.
bool may_satisfy(const Damaged& damaged, const Wanted& wanted);
/// "11.2.2 is damaged: bin/nvcc is missing", with the command that mends it.
Error damaged_error(const Damaged& damaged);

}  // namespace cudaenv::store
