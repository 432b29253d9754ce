// SPDX-License-Identifier: Apache-2.0
// Small files of answers, believed only when they are whole and about the same question.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::machine {

/// The lines between the first, which must be `head`, and the last, which must be "end"; nullopt
/// for any other file.
std::optional<std::string> find_kept(const std::filesystem::path& path, std::string_view head);
/// Replaces the file by one rename. A cache that cannot be written is no failure.
void keep(const std::filesystem::path& path, std::string_view head, std::string_view lines);

}  // namespace cudaenv::machine
