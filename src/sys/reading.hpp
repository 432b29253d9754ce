// SPDX-License-Identifier: Apache-2.0
// Reading what is open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace cudaenv {

/// open(2) with O_CLOEXEC, again after EINTR; a negative number and errno when it fails.
int open_retrying(const std::filesystem::path& path, int flags, unsigned mode);
/// Everything from the descriptor's position on. Throws Error(io) beyond `limit` bytes. `wait` is
/// called where a descriptor that does not block has nothing yet; without it that is an error.
std::string read_to_end(int fd,
                        const std::filesystem::path& path,
                        std::uint64_t limit,
                        void (*wait)(int fd) = nullptr);

}  // namespace cudaenv
