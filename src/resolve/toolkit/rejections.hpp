// SPDX-License-Identifier: Apache-2.0
// Which matching releases were passed over, and why: only those a user might have expected.
#pragma once

#include "resolve/toolkit/toolkit_choice.hpp"

#include <vector>

namespace cudaenv::resolve {

/// The newest that matches, the next one after the chosen, then the newest of every other reason.
std::vector<Rejected> rejections(const std::vector<Considered>& considered,
                                 const Considered& chosen,
                                 const Circumstances& circumstances);

/// Every release that satisfies the spec, newest first.
std::vector<Weighed> weigh(const std::vector<Considered>& considered,
                           const Considered& chosen,
                           const Circumstances& circumstances);

}  // namespace cudaenv::resolve
