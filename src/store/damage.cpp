// SPDX-License-Identifier: Apache-2.0
// Reason and remedy of a damaged environment.
#include "store/damage.hpp"

#include <cudaenv/store/mending.hpp>

namespace cudaenv::store {

void tell_from(Damaged& damaged, const Record& known) {
    damaged.toolkit = find_version(known.toolkit);
    damaged.project = known.project;
    damaged.mend =
        mending_command(known, damaged.origin == Origin::shared ? damaged.root : fs::path());
}

Damaged make_damaged(Damaged place, const Error& error, const Record& known) {
    tell_from(place, known);
    place.reason = error.message();
    if (!error.hint().empty()) place.mend = error.hint();
    return place;
}

}  // namespace cudaenv::store
