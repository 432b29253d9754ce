// SPDX-License-Identifier: Apache-2.0
// Turns a refusal into the error that users read.
#include "refusal.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

namespace cudaenv::archive {

Error refused_archive(const std::string& name,
                      const std::string& entry,
                      const std::string& reason) {
    const std::string where = entry.empty() ? "" : fmt::format("entry {}: ", printable(entry));
    return {ErrorKind::integrity,
            fmt::format("archive {}: {}{}", name, where, printable(reason)),
            "the archive is not what it should be; nothing was installed"};
}

}  // namespace cudaenv::archive
