// SPDX-License-Identifier: Apache-2.0
// The names that cudaenv gives to what it makes in a root. Nothing under another name is ever
// removed there: it is somebody else's.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::store {

/// `<stem>.<16 hexadecimal digits>`: a directory in staging/.
bool is_staging_name(std::string_view name);
/// `<name>-<version>-<16 hexadecimal digits>`: a directory in store/.
bool is_entry_name(std::string_view name);
/// 16 hexadecimal digits: a file in projects/.
bool is_project_name(std::string_view name);

/// Names of the directories in `parent` that `is_ours` accepts, sorted. Links are none, and where
/// `parent` is one there is nothing. Throws Error(io) when `parent` cannot be read.
std::vector<std::string> own_directories(const std::filesystem::path& parent,
                                         bool (*is_ours)(std::string_view name));

}  // namespace cudaenv::store
