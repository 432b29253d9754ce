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

/// `path` up to its last "/"; "" when it has none.
std::string_view parent_name(std::string_view path);
/// `path` after its last "/".
std::string_view last_name(std::string_view path);

}  // namespace cudaenv::archive
