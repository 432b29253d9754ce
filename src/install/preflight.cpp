// SPDX-License-Identifier: Apache-2.0
// What can be known to fail before anything is fetched.
#include "install/preflight.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

void check_space(const Plan& plan, const store::Layout& layout) {
    const ByteCount available = free_space(layout.downloads()).bytes;
    if (plan.download <= available) return;
    throw Error(ErrorKind::io,
                fmt::format("not enough space in {}: {} to download, {} free",
                            layout.downloads().string(),
                            render_bytes(plan.download),
                            render_bytes(available)),
                "free some space, or set XDG_CACHE_HOME to a larger file system");
}

}  // namespace cudaenv::install
