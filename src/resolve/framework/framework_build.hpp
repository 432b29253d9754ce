// SPDX-License-Identifier: Apache-2.0
// Which release and which build of a framework a question means.
#pragma once

#include "resolve/framework/build_fit.hpp"

#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

struct FrameworkChoice {
    const catalog::FrameworkRow* row = nullptr;  ///< nullptr: only the build is known
    std::string release;
    catalog::FrameworkBuild build;
    BuildReason reason = BuildReason::usual;
    std::optional<std::string> newest = std::nullopt;  ///< that satisfies it, where it is another
    std::vector<ConsideredBuild> considered = {};      ///< newest first
};

/// Of the very release that is named: the build asked for, else the one a plain install gives,
/// whether it runs here or not. Where the release is left open: the newest one with a build that
/// runs here, and that build, else as if there were no machine. A release that the table does not
/// know is taken at the question's word when that names its CUDA.
std::variant<FrameworkChoice, Refusal> choose_framework(const FrameworkQuestion& question,
                                                        const FrameworkPlace& place);

}  // namespace cudaenv::resolve
