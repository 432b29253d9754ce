// SPDX-License-Identifier: Apache-2.0
// Keeps an archive from filling the disk.
#pragma once

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <cstdint>

namespace cudaenv::archive {

class DiskGuard {
 public:
    explicit DiskGuard(const Request& request) : request_(request) {}

    /// To be called before a new file or link is made in `tree`, and before `bytes` are written
    /// there. Looks every now and then, and throws Error(io), naming the place, when less than the
    /// reserve of the limits is free or no file can be made.
    void spend(const TreeWriter& tree, std::uint64_t bytes);

 private:
    /// The bytes above the reserve, when `bytes` are among them.
    [[nodiscard]] std::uint64_t look(const TreeWriter& tree, std::uint64_t bytes) const;

    const Request& request_;
    std::uint64_t bytes_left_ = 0;  ///< until the next look
    std::uint64_t calls_left_ = 0;
};

}  // namespace cudaenv::archive
