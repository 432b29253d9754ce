// SPDX-License-Identifier: Apache-2.0
// What stands in a store entry, path by path.
#pragma once

#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::install {

/// What stands at `root`/`path`, without a digest; nullopt when nothing does.
std::optional<store::EntryPath> find_path(const std::filesystem::path& root,
                                          const std::string& path);

/// Everything below `entry` but cudaenv's own directory, in the order of the paths' text; no
/// digests. Follows no links.
std::vector<store::EntryPath> list_paths(const std::filesystem::path& entry,
                                         const CancelFlag& cancel);

/// Writes what the sealed tree at `entry` holds, with the digest of every file, as its record.
/// Throws Error(integrity) when the archives brought something of that name.
void write_entry_record(const std::filesystem::path& entry,
                        std::vector<store::EntryArchive> archives,
                        const CancelFlag& cancel);

}  // namespace cudaenv::install
