// SPDX-License-Identifier: Apache-2.0
// Files and directories that cudaenv keeps for itself, where somebody else may have put something
// under their name: no link is followed at the last name, nothing is waited for, and what was
// opened is looked at before it is used.
#pragma once

#include <cudaenv/sys/files.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

/// A regular file of this user, for reading. nullopt when nothing has that name. Throws
/// Error(refused), naming path and reason, for a link, for what is no regular file, for another
/// user's file, and for one that has a second name or that others may write.
std::optional<UniqueFd> find_own_file(const std::filesystem::path& path);
/// A file to append to, made (with mode 0600) when it is absent. What find_own_file would refuse
/// loses its name, only that, and is begun anew.
UniqueFd renew_own_file(const std::filesystem::path& path);
/// Removes the name only: what else the file is called, and what a link leads to, stay. Absent is
/// no error. Throws Error(refused) for a directory that holds something.
void take_file_name(const std::filesystem::path& path);
/// A file that is only locked, made when it is absent, and of mode 0600: who cannot open it cannot
/// hold it. It may have a second name. Throws Error(refused) as find_own_file.
UniqueFd open_lock_file(const std::filesystem::path& path);

/// Who may have written what is believed: this user, or (in a root that is only read) whoever owns
/// the directory it stands in and could put anything there.
enum class Author { self, directory_owner };

/// The bytes of a regular file. nullopt when nothing has that name. Throws Error(refused) for a
/// link, for what is no regular file, for another author's, and for one that everybody may write;
/// Error(io) beyond `limit` bytes.
std::optional<std::string> find_own_text(const std::filesystem::path& path,
                                         Author author = Author::self,
                                         std::uint64_t limit = 64U << 20U);
/// As replace_file, with just this mode whatever the umask.
void replace_own_file(const std::filesystem::path& path, std::string_view text, unsigned mode);
/// replace_own_file, unless a file of ours holds just that text and has that mode already.
void update_own_file(const std::filesystem::path& path, std::string_view text, unsigned mode);

/// Whether a directory's own name may be a link.
enum class LinkedName { refused, allowed };

/// Makes the directory with just this mode whatever the umask, missing parents with `mode` as the
/// umask allows others. One that is there is looked at: permissions beyond `mode` are taken back,
/// and one that its owner cannot look into gets `mode`; a link (one of another user, where links
/// are allowed), something else than a directory, or another user's directory is Error(refused).
void ensure_own_directory(const std::filesystem::path& path,
                          unsigned mode,
                          LinkedName linked = LinkedName::refused);
/// Whether a real directory (no link) of this user stands there.
bool is_own_directory(const std::filesystem::path& path);

}  // namespace cudaenv
