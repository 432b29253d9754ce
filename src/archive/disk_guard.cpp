// SPDX-License-Identifier: Apache-2.0
// Keeps an archive from filling the disk.
#include "disk_guard.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::archive {
namespace {

// Eight archives at once go less than 256 MiB below the reserve between two looks.
constexpr std::uint64_t kBytesBetweenLooks = 16U << 20U;
constexpr std::uint64_t kCallsBetweenLooks = 1000;

std::uint64_t reserve_of(const Limits& limits, ByteCount capacity) {
    return std::min(limits.reserve, capacity.value / 100 * limits.reserve_percent);
}

}  // namespace

void DiskGuard::spend(const TreeWriter& tree, std::uint64_t bytes) {
    if (calls_left_ == 0 || bytes > bytes_left_) {
        look(tree);
        bytes_left_ = kBytesBetweenLooks;
        calls_left_ = kCallsBetweenLooks;
    }
    bytes_left_ -= std::min(bytes_left_, bytes);
    --calls_left_;
}

void DiskGuard::look(const TreeWriter& tree) const {
    const FreeSpace space = free_space(tree.descriptor(), tree.root());
    if (space.files == 0U) throw no_files_left(tree.root());
    const std::uint64_t reserve = reserve_of(request_.limits, space.capacity);
    if (space.bytes.value >= reserve) return;
    throw Error(ErrorKind::io,
                fmt::format("cannot unpack {} to {}: only {} are left there, and {} stay free",
                            request_.input.name,
                            tree.root().string(),
                            render_bytes(space.bytes),
                            render_bytes({reserve})),
                fmt::format("free some space on the file system of {}", tree.root().string()));
}

}  // namespace cudaenv::archive
