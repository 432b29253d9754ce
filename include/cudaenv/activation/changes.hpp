// SPDX-License-Identifier: Apache-2.0
// What activating an environment changes in the process environment, and how that is undone.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/environment.hpp>

namespace cudaenv::activation {

/// Variable -> new value; nullopt unsets it. Applied in name order.
using Changes = std::map<std::string, std::optional<std::string>>;

enum class LibraryPath { automatic, always, never };
/// CUDAENV_LIBRARY_PATH, else the top-level `library_path:` line of config.yaml (read without a YAML library: the shim uses this).
LibraryPath load_library_path(const Environment& environment, const std::filesystem::path& config_file);

/// Leaves what is active in `environment` (if anything), then enters `target`. The result contains CUDAENV_ACTIVE and CUDAENV_UNDO.
/// Order of PATH: the environment's bin in front of everything but nothing else moved.
/// LD_LIBRARY_PATH is left alone with `never`, and with `automatic` inside an active Python environment (VIRTUAL_ENV,
/// CONDA_PREFIX) that carries its own nvidia-* libraries.
Changes enter(const Environment& environment, const store::Installed& target, LibraryPath library_path);

/// Undoes what enter() recorded in CUDAENV_UNDO: values the user changed since are left alone, PATH-like variables lose
/// only our entries, variables that were unset become unset again. Empty when nothing is active.
Changes leave(const Environment& environment);

/// `environment` with `changes` applied.
Environment applied(Environment environment, const Changes& changes);

/// Whether `python_environment` (a VIRTUAL_ENV or CONDA_PREFIX) has nvidia/*/lib below its site-packages.
bool carries_nvidia_libraries(const std::filesystem::path& python_environment);

}  // namespace cudaenv::activation
