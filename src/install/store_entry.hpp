// SPDX-License-Identifier: Apache-2.0
// Making store entries of verified archives: unpack to staging, complete, seal, publish by one
// rename.
#pragma once

#include "install/unfit_entries.hpp"

#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <functional>
#include <string>
#include <vector>

namespace cudaenv::install {

/// Unpacks `content` (already verified) into the wanted parts of `planned` and publishes those that
/// are `unfit`, with their records: beside the others, or in the place of a damaged one, which
/// stays in staging for whoever reads it.
void publish_archive(const PlannedArchive& planned,
                     const UniqueFd& content,
                     const source::Source& source,
                     const Unfit& unfit,
                     const store::Layout& layout,
                     const std::filesystem::path& system_root,
                     const CancelFlag& cancel);

/// Unpacks all of a compiler's packages into one tree and publishes it likewise.
void publish_compiler(const Plan& plan,
                      const std::vector<UniqueFd>& contents,
                      const Sources& sources,
                      const Unfit& unfit,
                      const store::Layout& layout,
                      const std::filesystem::path& system_root,
                      const CancelFlag& cancel);

}  // namespace cudaenv::install
