// SPDX-License-Identifier: Apache-2.0
// Files of a root that are believed because nobody else can have written them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::store {

/// The text of `file`, which stands somewhere below `root`; nullopt when nothing has that name.
/// Throws Error(refused), naming it and the reason, for a file, or a directory between both, that
/// is in doubt (see find_doubt); Error(io).
std::optional<std::string> find_believed_text(const std::filesystem::path& file,
                                              const std::filesystem::path& root);

}  // namespace cudaenv::store
