// SPDX-License-Identifier: Apache-2.0
// How one build of a framework runs on a machine.
#pragma once

#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

/// What a build is judged against.
struct FrameworkPlace {
    const machine::Machine& machine;
    const catalog::Facts& catalog;
    std::optional<Version> python = std::nullopt;
};

/// `cuda` is the release of the toolkit that it is judged by. `row` is nullptr where only the build
/// is known.
BuildFit fit_build(const catalog::FrameworkRow* row,
                   const catalog::FrameworkBuild& build,
                   const Version& cuda,
                   const FrameworkPlace& place);

/// How well a build runs, in ascending order.
enum class BuildRank {
    does_not_run,
    by_forward_compat,  ///< with NVIDIA's package only
    by_ptx,             ///< only what the driver compiles
    not_known,          ///< its driver would do; whether it has code for the GPU nobody knows
    runs,
};
BuildRank rank(const BuildFit& fit);

}  // namespace cudaenv::resolve
