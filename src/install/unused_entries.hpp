// SPDX-License-Identifier: Apache-2.0
// Store entries that nothing uses any more.
#pragma once

#include <cudaenv/install/install.hpp>

#include <functional>
#include <string>

namespace cudaenv::install {

/// Removes those that are `meant`. One that cannot be removed stays and keeps no other; as long as
/// one stays, removals stay noted, so that the next command that writes tries again. Only for who
/// works alone: what nothing uses yet may be about to be used. Throws Error when a record cannot be
/// read, for it may name any entry.
Removal free_unused(const store::Layout& layout,
                    const std::function<bool(const std::string& entry)>& meant,
                    const CancelFlag& cancel);

}  // namespace cudaenv::install
