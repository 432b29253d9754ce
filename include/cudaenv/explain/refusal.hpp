// SPDX-License-Identifier: Apache-2.0
// Refusals as the errors that the command line prints, with the next steps.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/product.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <string_view>
#include <vector>

namespace cudaenv::explain {

/// Error(usage) for a spec that names no release; Error(not_found) where no known release satisfies
/// it, naming the nearest ones; Error(refused) where one does but none may be used here, naming the
/// driver that it needs, the newest release that works and the override.
Error error(const resolve::Refusal& refusal);

/// Error(not_found): no library of `known` is called `name`.
Error unknown_library_error(std::string_view name, const std::vector<Product>& known);

/// The resolution of an answer; throws error() of a refusal.
resolve::Resolution require_resolution(resolve::Answer answer);

}  // namespace cudaenv::explain
