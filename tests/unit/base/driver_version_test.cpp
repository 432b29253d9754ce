// SPDX-License-Identifier: Apache-2.0
// Numbers of drivers, whole and of branches.
#include <cudaenv/base/driver_version.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

bool reaches(const char* driver, const char* minimum) {
    return driver_reaches(parse_version(driver), parse_version(minimum));
}

TEST(DriverVersion, IsComparedByItsNumbers) {
    EXPECT_TRUE(reaches("460.80", "460.32.03"));
    EXPECT_TRUE(reaches("580.142", "580.95.05"));
    EXPECT_FALSE(reaches("535.86.10", "535.104.05"));
    EXPECT_TRUE(reaches("615.71.09", "615")) << "NVIDIA names only the branch";
}

TEST(DriverVersion, ThatIsCutOffIsTakenForAnUpToDateOne) {
    EXPECT_TRUE(reaches("555.42", "555.42.06"));
    EXPECT_FALSE(reaches("555.41", "555.42.06"));
    EXPECT_FALSE(reaches("555.42.02", "555.42.06"));
}

TEST(DriverVersion, OfABranchAloneIsAnUpToDateDriverOfIt) {
    EXPECT_TRUE(is_driver_branch(parse_version("580")));
    EXPECT_FALSE(is_driver_branch(parse_version("580.0")));
    EXPECT_TRUE(reaches("580", "580.126.20"));
    EXPECT_TRUE(reaches("580", "575.57.08"));
    EXPECT_FALSE(reaches("580", "590.44.01"));
}

}  // namespace
}  // namespace cudaenv
