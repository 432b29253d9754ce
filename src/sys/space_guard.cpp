// SPDX-License-Identifier: Apache-2.0
// Asking the file system rarely enough to cost nothing, and often enough to see others write.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>
#include <cudaenv/sys/space_guard.hpp>

#include <algorithm>
#include <utility>

namespace cudaenv {

namespace {

constexpr std::uint64_t kMinBytesBetweenLooks = 64U << 10U;
constexpr std::uint64_t kMaxBytesBetweenLooks = 16U << 20U;
constexpr std::uint64_t kCallsBetweenLooks = 1000;

std::uint64_t kept_free(const Reserve& reserve, ByteCount capacity) {
    return std::min(reserve.bytes.value, capacity.value / 100 * reserve.percent);
}

}  // namespace

SpaceGuard::SpaceGuard(std::string work, std::filesystem::path directory, Reserve reserve)
    : work_(std::move(work)), directory_(std::move(directory)), reserve_(reserve) {}

void SpaceGuard::spend(std::uint64_t bytes) {
    if (calls_left_ == 0 || bytes > bytes_left_) {
        // Eight writers at once use half of what is left between two looks.
        bytes_left_ = std::clamp(look(bytes) / 16, kMinBytesBetweenLooks, kMaxBytesBetweenLooks);
        calls_left_ = kCallsBetweenLooks;
    }
    bytes_left_ -= std::min(bytes_left_, bytes);
    --calls_left_;
}

std::uint64_t SpaceGuard::look(std::uint64_t bytes) const {
    const FreeSpace space = free_space(directory_);
    if (space.inodes == 0U) throw no_files_left(directory_);
    const std::uint64_t kept = kept_free(reserve_, space.capacity);
    if (space.bytes.value >= bytes && space.bytes.value - bytes >= kept)
        return space.bytes.value - kept;
    throw Error(ErrorKind::io,
                "cannot " + work_ + " to " + directory_.string() + ": only " +
                    render_bytes(space.bytes) + " are left there, and " + render_bytes({kept}) +
                    " stay free",
                "free some space on the file system of " + directory_.string());
}

}  // namespace cudaenv
