// SPDX-License-Identifier: Apache-2.0
// Comparing numbers of drivers.
#include <cudaenv/base/driver_version.hpp>

namespace cudaenv {

bool is_driver_branch(const Version& driver) {
    return driver.numbers().size() == 1;
}

bool driver_reaches(const Version& driver, const Version& minimum) {
    return driver >= minimum.truncated(driver.numbers().size());
}

}  // namespace cudaenv
