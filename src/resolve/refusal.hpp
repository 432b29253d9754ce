// SPDX-License-Identifier: Apache-2.0
// The errors of the resolver: no such release, or none that may be used here.
#pragma once

#include "resolve/toolkit_choice.hpp"

#include <cudaenv/base/error.hpp>

#include <vector>

namespace cudaenv::resolve {

/// Error(not_found): no known release satisfies the spec, or only ones that must be named exactly.
Error no_release(const std::vector<Considered>& considered,
                 const Request& request,
                 const CatalogView& catalog);

/// Error(refused): `nearest` is the matching release closest to running here, `works` the newest
/// that does (may be null).
Error refusal(const Considered& nearest,
              const Considered* works,
              const Circumstances& circumstances);

}  // namespace cudaenv::resolve
