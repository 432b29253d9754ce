// SPDX-License-Identifier: Apache-2.0
// Arithmetic on the names that an archive claims; pure, and the only judge of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cudaenv::archive {

/// `raw` without "." and empty components; "" for the archive's root. Throws Refusal, starting with
/// `what` ("its name"), for absolute names, "..", and names longer than a file system takes.
std::string clean_name(std::string_view raw, std::uint64_t max_path, std::string_view what);

/// The cleaned entry name that the symbolic link `link` points to; an absolute `target` counts from
/// the archive's root. Throws Refusal when it leaves the archive's tree.
std::string resolve_target(std::string_view link, std::string_view target);

/// What a symbolic link at `link` must say to reach `target`; both cleaned and below one root.
std::string relative_target(std::string_view link, std::string_view target);

}  // namespace cudaenv::archive
