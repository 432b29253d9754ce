// SPDX-License-Identifier: Apache-2.0
// Small texts that archives brought.
#include "install/brought_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <system_error>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// The largest that were seen have some kilobytes.
constexpr std::uintmax_t kLimit = 1U << 20U;

}  // namespace

std::optional<std::string> find_brought_text(const TreeWriter& prefix, const std::string& path) {
    const fs::path file = prefix.full_path(path);
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) return std::nullopt;
    if (fs::file_size(file, ignored) <= kLimit) return find_file_text(file);
    throw Error(ErrorKind::integrity,
                fmt::format("{} has more than {} bytes", path, kLimit),
                "the archive that brings it is not what it should be; nothing was installed");
}

}  // namespace cudaenv::install
