// SPDX-License-Identifier: Apache-2.0
// Keeps an archive from filling the disk.
#include "disk_guard.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::archive {
namespace {

constexpr std::uint64_t kMinBytesBetweenLooks = 64U << 10U;
constexpr std::uint64_t kMaxBytesBetweenLooks = 16U << 20U;
constexpr std::uint64_t kCallsBetweenLooks = 1000;

std::uint64_t reserve_of(const Limits& limits, ByteCount capacity) {
    return std::min(limits.reserve, capacity.value / 100 * limits.reserve_percent);
}

}  // namespace

void DiskGuard::spend(const TreeWriter& tree, std::uint64_t bytes) {
    if (calls_left_ == 0 || bytes > bytes_left_) {
        // Eight archives at once use half of what is left between two looks.
        bytes_left_ =
            std::clamp(look(tree, bytes) / 16, kMinBytesBetweenLooks, kMaxBytesBetweenLooks);
        calls_left_ = kCallsBetweenLooks;
    }
    bytes_left_ -= std::min(bytes_left_, bytes);
    --calls_left_;
}

std::uint64_t DiskGuard::look(const TreeWriter& tree, std::uint64_t bytes) const {
    const FreeSpace space = free_space(tree.descriptor(), tree.root());
    if (space.inodes == 0U) throw no_files_left(tree.root());
    const std::uint64_t reserve = reserve_of(request_.limits, space.capacity);
    if (space.bytes.value >= bytes && space.bytes.value - bytes >= reserve)
        return space.bytes.value - reserve;
    throw Error(ErrorKind::io,
                fmt::format("cannot unpack {} to {}: only {} are left there, and {} stay free",
                            request_.input.name,
                            tree.root().string(),
                            render_bytes(space.bytes),
                            render_bytes({reserve})),
                fmt::format("free some space on the file system of {}", tree.root().string()));
}

}  // namespace cudaenv::archive
