// SPDX-License-Identifier: Apache-2.0
// Which release and which build of a framework a question means.
#pragma once

#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

struct FrameworkChoice {
    const catalog::FrameworkRow* row = nullptr;  ///< nullptr: only the build is known
    std::string release;
    catalog::FrameworkBuild build;
    BuildReason reason = BuildReason::usual;
};

/// The newest release of the table that satisfies the question and has the build asked for. A
/// release that the table does not know is taken at the question's word when that names its CUDA.
std::variant<FrameworkChoice, Refusal> choose_framework(const FrameworkQuestion& question,
                                                        const catalog::FrameworkTable& table);

}  // namespace cudaenv::resolve
