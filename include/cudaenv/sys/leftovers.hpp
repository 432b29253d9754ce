// SPDX-License-Identifier: Apache-2.0
// What a process that died left in a directory, as far as that can be proved.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace cudaenv {

/// Of "<stem>.<16 random hexadecimal digits>", as every temporary file and directory is named, the
/// stem; of any other name nullopt.
std::optional<std::string_view> stem_of_unique_name(std::string_view name);

/// Unlinks what a killed replace_file left in `directory` of targets that `is_target` accepts:
/// regular files of this user that no process holds. Follows no link, `directory` itself included,
/// and neither waits nor reports anything.
void remove_dead_temporaries(const std::filesystem::path& directory,
                             const std::function<bool(std::string_view target)>& is_target);

}  // namespace cudaenv
