// SPDX-License-Identifier: Apache-2.0
// Turns a refusal into the error that users read.
#include "entry_name.hpp"
#include "refusal.hpp"

#include <fmt/format.h>

namespace cudaenv::archive {

Error refused_archive(const std::string& name, const std::string& entry, const Refusal& refusal) {
    const std::string where = entry.empty() ? "" : fmt::format("entry {}: ", entry);
    return {ErrorKind::integrity,
            fmt::format("archive {}: {}{}", name, where, refusal.what()),
            "the archive is not what it should be; nothing was installed"};
}

}  // namespace cudaenv::archive
