// SPDX-License-Identifier: Apache-2.0
// What a shell starts by a tool's name: active is what PATH finds.
#pragma once

#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::jobs {

/// Whose the program is that PATH finds.
enum class Owner {
    nobody,    ///< there is none
    shims,     ///< a shim, which becomes what applies here
    selected,  ///< the selected environment
    another,   ///< another environment of ours
    elsewhere,
};

struct OnPath {
    Owner owner = Owner::nobody;
    std::filesystem::path program = {};  ///< as PATH spells it; empty for nobody
    std::string environment = {};        ///< the name of another environment
    /// The selected environment or the shims stand on PATH, too, behind it.
    bool is_in_front = false;
};

/// What PATH finds for `tool`. `selection` is not missing.
OnPath look_on_path(const std::string& tool,
                    const selection::Selection& selection,
                    const Environment& environment,
                    const store::Layout& layout);

/// What tells whether the shell is in the selected environment: its nvcc, or where it has none, its
/// directories on PATH (`program` is then empty). For the system, nvcc.
OnPath look_at_shell(const selection::Selection& selection,
                     const Environment& environment,
                     const store::Layout& layout);

/// Whether the shell starts what is selected. For the system that is whatever is no environment's.
bool follows(const OnPath& found, const selection::Selection& selection);

}  // namespace cudaenv::jobs
