// SPDX-License-Identifier: Apache-2.0
// What an environment cannot do without. Part of the shim: a few looks, no JSON.
#pragma once

#include <cudaenv/store/installed.hpp>

#include <optional>
#include <string>

namespace cudaenv::store {

/// The first directory or program that its activation file names and the environment, or the store,
/// lacks: "bin/nvcc", "store/gcc-10.2.1-…/bin/g++".
std::optional<std::string> find_missing(const Installed& environment);

}  // namespace cudaenv::store
