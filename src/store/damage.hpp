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

}  // namespace cudaenv::store
