// SPDX-License-Identifier: Apache-2.0
// Making the environment itself: assemble in staging, complete, record, publish by one rename.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <filesystem>

namespace cudaenv::install {

/// Assembles the plan's environment from the store, all of whose entries must exist, and makes it
/// visible. An environment of that name is replaced. Returns its path.
std::filesystem::path publish_environment(const Plan& plan,
                                          const store::Layout& layout,
                                          const CancelFlag& cancel);

}  // namespace cudaenv::install
