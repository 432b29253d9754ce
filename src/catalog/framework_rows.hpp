// SPDX-License-Identifier: Apache-2.0
// The rows of single frameworks in the collected file, each of which is written in its own way.
#pragma once

#include "catalog/collected_table.hpp"

#include <string>
#include <vector>

namespace cudaenv::catalog {

/// Each takes the framework's section; rows that name no concrete CUDA version are left out.
std::vector<FrameworkRow> import_tensorflow(YamlMap& section, CollectedSources& sources);
std::vector<FrameworkRow> import_torch(YamlMap& section, CollectedSources& sources);
std::vector<FrameworkRow> import_jax(YamlMap& section, CollectedSources& sources);
std::vector<FrameworkRow> import_onnxruntime(YamlMap& section, CollectedSources& sources);
/// cupy, paddlepaddle, vllm: a version or a range of them, and one or several CUDA versions.
std::vector<FrameworkRow> import_plain_framework(YamlMap& section,
                                                 const std::string& framework,
                                                 CollectedSources& sources);

/// What every row has; `release` is taken for from and to.
FrameworkRow start_row(YamlMap& fields, const std::string& framework, CollectedSources& sources);
/// Sorts the builds; the only one is the default.
void finish_builds(FrameworkRow& row);

}  // namespace cudaenv::catalog
