// SPDX-License-Identifier: Apache-2.0
// Numbers of drivers, of which sometimes only the branch is known.
#pragma once

#include <cudaenv/base/version.hpp>

namespace cudaenv {

/// "580": some driver of the branch, nobody knows which.
bool is_driver_branch(const Version& driver);

/// Whether the driver is `minimum` or newer. One that is known by its branch alone is when its
/// branch is: it is taken for an up-to-date driver of that branch.
bool driver_reaches(const Version& driver, const Version& minimum);

}  // namespace cudaenv
