// SPDX-License-Identifier: Apache-2.0
// How much of a toolkit an environment holds.
#pragma once

#include <optional>
#include <string_view>

namespace cudaenv {

/// on_request is no profile of an environment, but what components belong to that are only taken
/// when named: more than full, so that no profile includes them.
enum class Profile { minimal, standard, full, on_request };

/// "minimal", "default", "full"; "on request".
std::string_view profile_text(Profile profile);
/// The profiles an environment can have.
std::optional<Profile> find_profile(std::string_view text);

}  // namespace cudaenv
