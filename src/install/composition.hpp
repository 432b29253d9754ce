// SPDX-License-Identifier: Apache-2.0
// Names that identify what is installed: store entries by content, environments by what they hold.
#pragma once

#include <cudaenv/install/plan.hpp>

#include <string>
#include <vector>

namespace cudaenv::install {

/// Who says that a file is what it is called.
enum class Voucher { catalogue, lock };

/// Store entry of one part of an archive: its digest, the source's mapping rules and the part
/// decide the key. What only a lock vouches for never gets the key that the catalogue's would have.
std::string archive_entry(const catalog::Archive& archive,
                          const source::Source& source,
                          const source::Purpose& purpose,
                          std::size_t part,
                          Voucher voucher);

/// Store entry of a compiler that is made of all of `archives`.
std::string compiler_entry(const Version& version,
                           const std::vector<const catalog::Archive*>& archives,
                           const source::Source& source,
                           Voucher voucher);

}  // namespace cudaenv::install
