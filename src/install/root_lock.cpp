// SPDX-License-Identifier: Apache-2.0
// One lock file, held by many or by one.
#include "install/root_lock.hpp"

namespace cudaenv::install {

FileLock work_with_others(const store::Layout& layout,
                          const OnWait& on_wait,
                          const CancelFlag& cancel) {
    constexpr std::nullopt_t tidying_up = std::nullopt;
    return FileLock::acquire_shared(layout.installs_lock(), cancel, [&] { on_wait(tidying_up); });
}

std::optional<FileLock> try_work_alone(const store::Layout& layout) {
    return FileLock::try_acquire(layout.installs_lock());
}

}  // namespace cudaenv::install
