// SPDX-License-Identifier: Apache-2.0
// Whether what stands in a root may have been put there by somebody else, while everybody could
// write there: the root is closed to others since, what they left in it is not.
#pragma once

#include <cudaenv/sys/file_state.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::store {

enum class Doubt { other_owner, open_to_others };

/// Why what has `state` is not believed in the root at `root`; nullopt when it is: of this user, of
/// the superuser, or of whoever owns the root and could put anything there, and not for everybody
/// to write. A link only has an owner.
std::optional<Doubt> find_doubt(const FileState& state, const std::filesystem::path& root);

/// "belongs to another user (uid 12345)", "may be written by others": what follows the path.
std::string doubt_text(Doubt doubt, const FileState& state);

}  // namespace cudaenv::store
