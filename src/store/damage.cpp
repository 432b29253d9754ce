// SPDX-License-Identifier: Apache-2.0
// Reason and remedy of a damaged environment.
#include "store/damage.hpp"

#include <cudaenv/store/mending.hpp>

#include <utility>

namespace cudaenv::store {

void tell_from(Damaged& damaged, const Record& known) {
    damaged.toolkit = known.toolkit.text().empty() ? std::nullopt : std::optional(known.toolkit);
    damaged.project = known.project;
    damaged.mend = mending_command(
        known, damaged.origin == EnvironmentOrigin::shared ? damaged.root : fs::path());
}

Damaged make_damaged(Damaged place, const Error& error, const Record& known) {
    tell_from(place, known);
    place.reason = error.message();
    if (!error.hint().empty()) place.mend = error.hint();
    return place;
}

Damaged damaged_by(const Installed& environment, const Record& known, const Error& error) {
    Damaged place;
    place.name = environment.name;
    place.path = environment.path;
    place.root = environment.root;
    place.origin = environment.origin;
    return make_damaged(std::move(place), error, known);
}

Record known_by_activation(const Installed& environment) {
    Record known;
    known.name = environment.name;
    known.toolkit = environment.toolkit;
    known.libraries = environment.libraries;
    known.project = environment.activation.project;
    return known;
}

}  // namespace cudaenv::store
