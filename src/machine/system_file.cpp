// SPDX-License-Identifier: Apache-2.0
// Reads a file of the system whose absence or unreadability is a fact, not a failure.
#include "machine/system_file.hpp"

#include <cudaenv/sys/files.hpp>

#include <cstdint>

namespace cudaenv::machine {

namespace {
constexpr std::uint64_t kSizeLimit = 8U << 20U;
}

std::optional<std::string> read_system_file(const std::filesystem::path& path) {
    return find_readable_text(path, kSizeLimit);
}

}  // namespace cudaenv::machine
