// SPDX-License-Identifier: Apache-2.0
// Whether LD_LIBRARY_PATH is touched here: it shadows the libraries that a Python environment
// brings along.
#pragma once

#include <cudaenv/base/library_path.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>

namespace cudaenv::activation {

/// CUDAENV_LIBRARY_PATH, else the top-level `library_path:` line of config.yaml (read without a
/// YAML library: the shim uses this), else automatic. Throws Error(usage) for another value than
/// auto, always and never.
LibraryPath load_library_path(const Environment& environment,
                              const std::filesystem::path& config_file);

/// Whether `python_environment` (a VIRTUAL_ENV or CONDA_PREFIX) has nvidia/*/lib below its
/// site-packages.
bool carries_nvidia_libraries(const std::filesystem::path& python_environment);

/// The active Python environment whose own CUDA libraries make `automatic` leave LD_LIBRARY_PATH
/// alone.
std::optional<std::filesystem::path> find_shadowed_python(const Environment& environment,
                                                          LibraryPath library_path);

}  // namespace cudaenv::activation
