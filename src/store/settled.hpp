// SPDX-License-Identifier: Apache-2.0
// Looking into an environment that others may exchange or remove meanwhile.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace cudaenv::store {

enum class Presence {
    found,
    missing,        ///< the environment is there and lacks it
    no_environment  ///< there is none, or none any more
};

/// Whether `is_there` holds of what stands in `directory`, once that stays the same.
Presence look_settled(const std::filesystem::path& directory,
                      const std::function<bool()>& is_there);

struct OwnFile {
    Presence presence = Presence::missing;
    std::string text;
};
/// Reads `directory`/`name`. Throws Error(io).
OwnFile read_settled(const std::filesystem::path& directory, const std::filesystem::path& name);

}  // namespace cudaenv::store
