// SPDX-License-Identifier: Apache-2.0
// What is told of a damaged environment. Part of the shim: reads no JSON.
#pragma once

#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>

namespace cudaenv::store {

/// Adds to `damaged` what `known` tells: its toolkit, whose it is, and the command that makes it
/// again.
void tell_from(Damaged& damaged, const Record& known);

/// `place` with the reason that `error` gives. An error's own next step comes before making the
/// environment again.
Damaged make_damaged(Damaged place, const Error& error, const Record& known);

/// `environment`, with what `known` tells and the reason that `error` gives.
Damaged damaged_by(const Installed& environment, const Record& known, const Error& error);

/// What its activation file alone tells.
Record known_by_activation(const Installed& environment);

}  // namespace cudaenv::store
