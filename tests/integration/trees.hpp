// SPDX-License-Identifier: Apache-2.0
// Questions about directory trees.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::test {

/// What in an installed prefix breaks a rule that every prefix keeps: files are 0444 or 0555,
/// directories 0755, links relative and none dangling. One line each.
std::vector<std::string> find_faults(const std::filesystem::path& prefix);

/// Names in a directory, sorted; none when it does not exist.
std::vector<std::string> names_in(const std::filesystem::path& directory);

/// The text of a file; throws when there is none.
std::string text_of(const std::filesystem::path& file);
/// The target of a link; empty when it is none.
std::string target_of(const std::filesystem::path& link);
unsigned mode_of(const std::filesystem::path& file);

}  // namespace cudaenv::test
