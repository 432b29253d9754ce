// SPDX-License-Identifier: Apache-2.0
// What the table of frameworks is not about: NVIDIA's container builds, and packages that are
// compiled for a framework or a CUDA.
#pragma once

#include "resolve/framework/framework_build.hpp"

namespace cudaenv::resolve {

/// At the question's word where that names its CUDA, else a refusal that says what it is; nullopt
/// where the table is about it.
std::optional<std::variant<FrameworkChoice, Refusal>> choose_unlisted(
    const FrameworkQuestion& question, const catalog::FrameworkTable& table);

}  // namespace cudaenv::resolve
