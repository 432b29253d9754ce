// SPDX-License-Identifier: Apache-2.0
// Store entries: unpacked archives (or one host compiler) that environments are linked from.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cudaenv::store {

struct Record;

/// `<name>-<version>-<key>` where key is 16 hexadecimal digits of the entry's identity; characters
/// that do not belong in a file name ('~', '/', ':') become '-'.
std::string entry_name(const std::string& name,
                       const std::string& version,
                       const std::string& identity_hex);

/// A directory of that name, no link.
bool has_entry(const Layout& layout, const std::string& entry);
fs::path entry_path(const Layout& layout, const std::string& entry);
/// Directories in store/ that have an entry's name; sorted. Throws Error(io) when it cannot be
/// read.
std::vector<std::string> list_entries(const Layout& layout);
/// Marks an entry as wanted for itself (a host compiler that was installed by name): it stays when
/// no environment uses it. Idempotent.
void keep_entry(const Layout& layout, const std::string& entry);
/// Takes the mark back, if there is one. Throws Error(io).
void release_entry(const Layout& layout, const std::string& entry);
/// Marked entries; names sorted. Throws Error(io) when the marks cannot be read.
std::vector<std::string> kept_entries(const Layout& layout);
/// Entries that an environment with this record is linked from: a host compiler stays where it is.
std::set<std::string> linked_entries(const Record& record);
/// Those, and the compiler's.
std::set<std::string> entries_of(const Record& record);
/// Entries that no environment's record uses and that are not kept for themselves; names sorted.
/// Throws Error(integrity) for an environment whose record is damaged or missing: what it uses is
/// unknown, so nothing is known to be unused. So it is when a directory cannot be read: Error(io).
std::vector<std::string> unused_entries(const Layout& layout);

}  // namespace cudaenv::store
