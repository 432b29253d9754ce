// SPDX-License-Identifier: Apache-2.0
// Forms of rename(2); each returns 0 or the errno value.
#pragma once

#include <filesystem>

namespace cudaenv {

int plain_rename(const std::filesystem::path& from, const std::filesystem::path& to);
/// EEXIST when something stands at `to`.
int rename_no_replace(const std::filesystem::path& from, const std::filesystem::path& to);
/// What stood at `to` stands at `from` afterwards.
int rename_exchange(const std::filesystem::path& from, const std::filesystem::path& to);

// For file systems that know rename(2) only (NFS).
/// As rename_no_replace; an empty directory that appears at the same moment is replaced.
int checked_rename(const std::filesystem::path& from, const std::filesystem::path& to);
/// As rename_exchange; `to` is absent for the moment between two renames.
int exchange_in_steps(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace cudaenv
