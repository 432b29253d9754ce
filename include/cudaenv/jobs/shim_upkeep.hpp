// SPDX-License-Identifier: Apache-2.0
// The shims and the shell integration, kept in step with what is installed.
#pragma once

#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>

namespace cudaenv::jobs {

/// Brings them in step, for NVIDIA's tools as the catalogue knows them; `program` is this
/// executable. Throws Error when it cannot.
void refresh_shims(const Environment& environment,
                   const store::Layout& layout,
                   const std::filesystem::path& program);

/// Brings them in step where an earlier command was cut short or somebody removed something. Cheap
/// where nothing is amiss, and never waits; where it cannot be done (a read-only root, say) nothing
/// is said.
void ensure_shims(const Environment& environment,
                  const store::Layout& layout,
                  const std::filesystem::path& program);

}  // namespace cudaenv::jobs
