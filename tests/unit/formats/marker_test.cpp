// SPDX-License-Identifier: Apache-2.0
// Which requirements are for this platform.
#include <cudaenv/formats/marker.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

bool may_apply(const char* marker, Platform platform) {
    return applies(marker, {platform}) != Applies::no;
}

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

TEST(Marker, ComparesThePythonThatIsKnown) {
    struct Case {
        const char* python;
        const char* marker;
        Applies applies;
    };
    const Case cases[] = {
        {"3.12", "python_version >= '3.12'", Applies::yes},
        {"3.12", "python_version > '3.12'", Applies::no},
        {"3.12", "python_version < '3.9'", Applies::no},
        {"3.12", "python_version < '3.13' and sys_platform == 'linux'", Applies::yes},
        {"3.9", "python_version < '3.10'", Applies::yes},
        {"3.12", "'3.10' <= python_version", Applies::yes},
        {"3.12", "python_version == '3.12'", Applies::yes},
        {"3.12", "python_version == '3.1'", Applies::no},
        {"3.12", "python_version == '3.*'", Applies::yes},
        {"3.12", "python_version != '3.12'", Applies::no},
        {"3.12", "python_version in '3.11 3.12'", Applies::yes},
        {"3.12", "python_version not in '3.11, 3.12'", Applies::no},
        {"3.12", "python_version ~= '3.9'", Applies::yes},
        {"4.0", "python_version ~= '3.9'", Applies::no},
        {"3.12", "python_full_version >= '3.12'", Applies::yes},
        {"3.12", "python_full_version < '3.12'", Applies::no},
        {"3.12", "python_full_version < '3.12.4'", Applies::maybe},
        {"3.12.1", "python_full_version < '3.12.4'", Applies::yes},
        {"3.12.7", "python_full_version < '3.12.4'", Applies::no},
        {"3.12", "python_full_version <= '3.12'", Applies::maybe},
        {"3.12", "python_full_version == '3.12.*'", Applies::yes},
        {"3.12", "python_full_version == '3.12.4'", Applies::maybe},
        {"3.12", "python_version >= 'x'", Applies::maybe},
        {"3.12", "python_version ~= '3'", Applies::maybe},
        {"3.12", "'3.11' < '3.12'", Applies::maybe},
    };
    for (const Case& row : cases) {
        const MarkerEnvironment environment{Platform::linux_x86_64, parse_version(row.python)};
        EXPECT_EQ(applies(row.marker, environment), row.applies) << row.python << row.marker;
    }
}

TEST(Marker, KnowsTheExtrasThatAreAskedFor) {
    const MarkerEnvironment gpu{Platform::linux_x86_64, std::nullopt, {{"gpu"}}};
    EXPECT_EQ(applies("extra == 'gpu'", gpu), Applies::yes);
    EXPECT_EQ(applies("extra == 'GPU'", gpu), Applies::yes);
    EXPECT_EQ(applies("extra != 'gpu'", gpu), Applies::no);
    EXPECT_EQ(applies("extra == 'cpu'", gpu), Applies::no);
    EXPECT_EQ(applies("'gpu' in extras and 'dev' not in dependency_groups", gpu), Applies::yes);
    EXPECT_EQ(applies("extra == 'gpu'", {}), Applies::maybe);
    EXPECT_EQ(applies("extra == 'extra-7-my-proj-gpu'", gpu), Applies::yes);
    EXPECT_EQ(applies("extra == 'group-7-my-proj-gpu'", gpu), Applies::yes);
    EXPECT_EQ(applies("extra == 'extra-7-my-proj-cpu'", gpu), Applies::no);
    EXPECT_EQ(applies("extra == 'extra-99-my-proj-gpu'", gpu), Applies::no);
    EXPECT_EQ(applies("extra == 'extra-gpu'", gpu), Applies::no);
}

TEST(Marker, KnowsTheMachineOfEveryPlatform) {
    EXPECT_TRUE(may_apply("platform_machine == 'aarch64'", Platform::linux_sbsa));
    EXPECT_TRUE(may_apply("platform_machine == 'aarch64'", Platform::linux_aarch64));
    EXPECT_TRUE(may_apply("platform_machine == 'ppc64le'", Platform::linux_ppc64le));
    EXPECT_FALSE(may_apply("platform_machine == 'x86_64'", Platform::linux_sbsa));
}

}  // namespace
}  // namespace cudaenv::formats
