// SPDX-License-Identifier: Apache-2.0
// Who asks for whom in a uv.lock.
#pragma once

#include "python/toml_file.hpp"

#include <cudaenv/formats/marker.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::python {

/// One package that is reached from a root.
struct Reached {
    const toml::table* package;
    bool is_direct;      ///< a root itself asks for it
    std::string marker;  ///< of the way to it, where that is not certain here; as written
};

class LockGraph {
 public:
    explicit LockGraph(const toml::array& packages);

    /// The projects that were locked, without what they depend on; empty where none is told.
    [[nodiscard]] const std::vector<const toml::table*>& roots() const { return roots_; }

    /// What an array of dependencies comes to, directly and through others, each package once.
    /// Ways that are not for `environment` are left out. Throws Error(usage) for more than any lock
    /// of a real project has.
    [[nodiscard]] std::vector<Reached> reach(const toml::array& dependencies,
                                             const formats::MarkerEnvironment& environment);

    /// The one package that a dependency means; nullptr where it is none, or may be several.
    [[nodiscard]] const toml::table* find_only(const toml::table& dependency) const;

 private:
    [[nodiscard]] std::vector<const toml::table*> meant_by(const toml::table& dependency) const;

    std::map<std::string, std::vector<const toml::table*>, std::less<>> by_name_;
    std::vector<const toml::table*> roots_;
    std::size_t followed_ = 0;  ///< dependencies, by all walks
};

}  // namespace cudaenv::python
