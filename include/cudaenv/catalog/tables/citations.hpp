// SPDX-License-Identifier: Apache-2.0
// Where the rows of a table come from.
#pragma once

#include <map>
#include <string>

namespace cudaenv::catalog {

/// Key -> description of a public document ("rn134" -> "CUDA release notes 13.4, table …").
using Citations = std::map<std::string, std::string>;

}  // namespace cudaenv::catalog
