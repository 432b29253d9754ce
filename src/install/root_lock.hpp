// SPDX-License-Identifier: Apache-2.0
// Who works in a root: any number that install and remove, or one that tidies up.
#pragma once

#include <cudaenv/install/observer.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/file_lock.hpp>

#include <optional>

namespace cudaenv::install {

/// Beside others; waits for who works alone.
FileLock work_with_others(const store::Layout& layout,
                          const OnWait& on_wait,
                          const CancelFlag& cancel);

/// The right to clear staging/ and unused entries: nobody installs or removes while it is held.
/// nullopt when somebody does.
std::optional<FileLock> try_work_alone(const store::Layout& layout);

}  // namespace cudaenv::install
