// SPDX-License-Identifier: Apache-2.0
// Names that identify what is installed: store entries by content, environments by what they hold.
#pragma once

#include <cudaenv/install/plan.hpp>

#include <string>
#include <vector>

namespace cudaenv::install {

/// Store entry of one part of an archive: its digest, the source's mapping rules and the part
/// decide the key.
std::string archive_entry(const catalog::Archive& archive,
                          const source::Source& source,
                          const source::Purpose& purpose,
                          std::size_t part);

/// Store entry of a compiler that is made of all of `archives`.
std::string compiler_entry(const Version& version,
                           const std::vector<const catalog::Archive*>& archives,
                           const source::Source& source);

}  // namespace cudaenv::install
