// SPDX-License-Identifier: Apache-2.0
// Which requirements are for this platform.
#include <cudaenv/formats/marker.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

struct Row {
    const char* marker;
    bool applies;
};

TEST(Marker, ExcludesOnlyWhatIsCertainlyForAnotherPlatform) {
    const Row rows[] = {
        {"", true},
        {"sys_platform == 'linux'", true},
        {"sys_platform == \"win32\"", false},
        {"sys_platform != 'darwin'", true},
        {"platform_system == 'Linux' and platform_machine == 'x86_64'", true},
        {"platform_machine == 'aarch64'", false},
        {"platform_machine == 'aarch64' or sys_platform == 'linux'", true},
        {"(platform_machine == 'aarch64' or sys_platform == 'darwin') and os_name == 'posix'",
         false},
        {"'linux' in sys_platform", true},
        {"sys_platform not in 'darwin win32'", true},
        {"implementation_name == 'pypy'", false},
        {"python_version >= '3.13'", true},
        {"python_version < '3.9' and sys_platform == 'darwin'", false},
        {"python_version < '3.9' or sys_platform == 'darwin'", true},
        {"extra == 'gpu'", true},
        {"sys_platform == 'win32", true},
        {"nonsense", true},
        {"((((((((((((((((((((((((((((((((((((((((((((((", true},
    };
    for (const Row& row : rows)
        EXPECT_EQ(may_apply(row.marker, Platform::linux_x86_64), row.applies) << row.marker;
}

TEST(Marker, KnowsTheMachineOfEveryPlatform) {
    EXPECT_TRUE(may_apply("platform_machine == 'aarch64'", Platform::linux_sbsa));
    EXPECT_TRUE(may_apply("platform_machine == 'aarch64'", Platform::linux_aarch64));
    EXPECT_TRUE(may_apply("platform_machine == 'ppc64le'", Platform::linux_ppc64le));
    EXPECT_FALSE(may_apply("platform_machine == 'x86_64'", Platform::linux_sbsa));
}

}  // namespace
}  // namespace cudaenv::formats
