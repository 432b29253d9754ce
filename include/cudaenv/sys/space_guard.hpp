// SPDX-License-Identifier: Apache-2.0
// What may turn out larger than anybody said keeps some of its file system free.
#pragma once

#include <cudaenv/base/byte_count.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace cudaenv {

/// What stays free: so many bytes, but no more than this share of the file system.
struct Reserve {
    ByteCount bytes{256U << 20U};
    unsigned percent = 1;
};

class SpaceGuard {
 public:
    /// `work` is what is done in `directory`, for messages: "unpack x.tar.xz".
    SpaceGuard(std::string work, std::filesystem::path directory, Reserve reserve = {});

    /// To be called before a file or link is made, and before `bytes` are written. Looks every now
    /// and then; throws Error(io), naming work and directory, when they do not fit beside the
    /// reserve or when the file system takes no more files.
    void spend(std::uint64_t bytes);

 private:
    /// The bytes above the reserve, when `bytes` are among them.
    [[nodiscard]] std::uint64_t look(std::uint64_t bytes) const;

    std::string work_;
    std::filesystem::path directory_;
    Reserve reserve_;
    std::uint64_t bytes_left_ = 0;  ///< until the next look
    std::uint64_t calls_left_ = 0;
};

}  // namespace cudaenv
