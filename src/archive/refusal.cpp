// SPDX-License-Identifier: Apache-2.0
// Turns a refusal into the error that users read.
#include "archive/refusal.hpp"

#include "archive/memory.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

namespace cudaenv::archive {

Refusal too_much_memory(std::optional<std::uint64_t> wanted) {
    constexpr std::uint64_t mebibyte = 1U << 20U;
    const std::uint64_t granted = kMaxWindow / mebibyte;
    if (!wanted) {
        return Refusal(fmt::format("it needs more than {} MiB of memory to unpack", granted));
    }
    return Refusal(fmt::format("it needs {} MiB of memory to unpack, more than the {} MiB granted",
                               (*wanted + mebibyte - 1) / mebibyte,
                               granted));
}

Error refused_archive(const std::string& name,
                      const std::string& entry,
                      const std::string& reason) {
    const std::string where = entry.empty() ? "" : fmt::format("entry {}: ", entry);
    return {ErrorKind::integrity,
            fmt::format("archive {}: {}{}", name, where, reason),
            "the archive is not what it should be; nothing was installed"};
}

}  // namespace cudaenv::archive
