// SPDX-License-Identifier: Apache-2.0
// Where a tool's program is, and what is no tool but a shim.
#pragma once

#include <cudaenv/store/installed.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::activation {

/// The executable `name` in the environment's bin directories, in its real directory: nvcc finds
/// its parts beside it, also when what stands in bin is a link to it.
std::optional<std::filesystem::path> find_in_environment(const std::string& name,
                                                         const store::Installed& environment);

/// Whether `program` is a link to a shim program, of whatever root. False for what does not exist.
bool is_shim(const std::filesystem::path& program);

/// The first executable `name` on `path_value` that is neither in `shims` nor a shim of another
/// root.
std::optional<std::filesystem::path> find_on_path(const std::string& name,
                                                  std::string_view path_value,
                                                  const std::filesystem::path& shims);

}  // namespace cudaenv::activation
