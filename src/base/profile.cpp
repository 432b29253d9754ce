// SPDX-License-Identifier: Apache-2.0
// How much of a toolkit an environment holds.
#include "base/named_values.hpp"

#include <cudaenv/base/profile.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<Profile, 4> kProfiles{{{Profile::minimal, "minimal"},
                                             {Profile::standard, "default"},
                                             {Profile::full, "full"},
                                             {Profile::on_request, "on request"}}};

}  // namespace

std::string_view profile_text(Profile profile) {
    return text_of(kProfiles, profile);
}

std::optional<Profile> find_profile(std::string_view text) {
    const auto found = find_value(kProfiles, text);
    return found == Profile::on_request ? std::nullopt : found;
}

}  // namespace cudaenv
