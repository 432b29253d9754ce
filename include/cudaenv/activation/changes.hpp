// SPDX-License-Identifier: Apache-2.0
// What activating an environment changes in the process environment, and how that is undone.
#pragma once

#include <cudaenv/activation/library_path.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/environment.hpp>

#include <map>
#include <optional>
#include <string>

namespace cudaenv::activation {

/// Variable -> new value; nullopt unsets it. Only what differs from the environment it was computed
/// for.
using Changes = std::map<std::string, std::optional<std::string>>;

/// Where in PATH and LD_LIBRARY_PATH the entries of an environment that is active already stand.
enum class Front {
    as_it_is,  ///< where the user has moved them, behind what was put in front since
    again,     ///< in front: somebody asks for this environment
};

/// Leaves what is active in `environment` (if anything), then enters `target`: its bin in front of
/// PATH, once, and nothing else moved, its variables set, CUDAENV_ACTIVE and CUDAENV_UNDO.
/// LD_LIBRARY_PATH is left alone with `never`, and with `automatic` where find_shadowed_python()
/// finds one. Entries of other CUDA toolkits in CPATH, C_INCLUDE_PATH, CPLUS_INCLUDE_PATH,
/// LIBRARY_PATH and, unless it is left alone, LD_LIBRARY_PATH are taken out. When `target` is
/// active already, only what is missing is changed: what the user set since stays.
Changes enter(const Environment& environment,
              const store::Installed& target,
              LibraryPath library_path,
              Front front);

/// Undoes what enter() recorded in CUDAENV_UNDO: values the user changed since are left alone,
/// PATH-like variables lose only our entries, variables that were unset become unset again. Empty
/// when nothing is active.
Changes leave(const Environment& environment);

/// `environment` with `changes` applied.
Environment applied(Environment environment, const Changes& changes);

}  // namespace cudaenv::activation
