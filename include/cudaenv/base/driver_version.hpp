// SPDX-License-Identifier: Apache-2.0
// Numbers of drivers, of which sometimes only the branch is known.
#pragma once

#include <cudaenv/base/version.hpp>

namespace cudaenv {

/// "580": some driver of the branch, nobody knows which.
bool is_driver_branch(const Version& driver);

/// Whether the driver is `minimum` or newer, as far as its number goes: "580" and "580.95" are
/// taken for up-to-date drivers of that branch and of those that begin so.
bool driver_reaches(const Version& driver, const Version& minimum);

}  // namespace cudaenv
