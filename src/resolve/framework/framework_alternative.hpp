// SPDX-License-Identifier: Apache-2.0
// What runs on a machine instead of a build that does not.
#pragma once

#include "resolve/framework/build_fit.hpp"

namespace cudaenv::resolve {

/// Another build of the release `named` (of `row`), else the first later release with a build that
/// runs, else the last earlier one. nullopt when nothing runs better than `known`.
std::optional<FrameworkAlternative> find_alternative(const catalog::FrameworkRow& row,
                                                     const std::string& named,
                                                     BuildRank known,
                                                     const FrameworkPlace& place);

}  // namespace cudaenv::resolve
