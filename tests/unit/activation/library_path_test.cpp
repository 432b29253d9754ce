// SPDX-License-Identifier: Apache-2.0
// When LD_LIBRARY_PATH is touched.
#include "support/temp_dir.hpp"

#include <cudaenv/activation/library_path.hpp>
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;
using Map = Environment::Map;
using testing::HasSubstr;

struct ConfigRow {
    const char* name;
    const char* text;
    LibraryPath expected;
};

class ConfiguredLibraryPath : public testing::TestWithParam<ConfigRow> {};

TEST_P(ConfiguredLibraryPath, IsTheTopLevelLine) {
    const test::TempDir dir;
    std::ofstream(dir / "config.yaml") << GetParam().text;
    EXPECT_EQ(load_library_path({}, dir / "config.yaml"), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Config,
    ConfiguredLibraryPath,
    testing::Values(ConfigRow{"Plain", "jobs: 2\nlibrary_path: never\n", LibraryPath::never},
                    ConfigRow{"Commented", "library_path: always # why\n", LibraryPath::always},
                    ConfigRow{"Quoted", "library_path: 'always'\r\n", LibraryPath::always},
                    ConfigRow{"Automatic", "library_path: auto\n", LibraryPath::automatic},
                    ConfigRow{"OnlyInAComment", "# library_path: never\n", LibraryPath::automatic},
                    ConfigRow{"Nested", "x:\n  library_path: never\n", LibraryPath::automatic},
                    ConfigRow{"Absent", "", LibraryPath::automatic}),
    [](const auto& row) { return row.param.name; });

TEST(LoadLibraryPath, WithoutAFileIsAutomatic) {
    EXPECT_EQ(load_library_path({}, "/nowhere/config.yaml"), LibraryPath::automatic);
}

TEST(LoadLibraryPath, TheVariableWins) {
    const test::TempDir dir;
    std::ofstream(dir / "config.yaml") << "library_path: never\n";
    const Environment environment(Map{{"CUDAENV_LIBRARY_PATH", "always"}});
    EXPECT_EQ(load_library_path(environment, dir / "config.yaml"), LibraryPath::always);
}

TEST(LoadLibraryPath, NamesThePlaceOfABadValue) {
    const test::TempDir dir;
    std::ofstream(dir / "config.yaml") << "\nlibrary_path: perhaps\n";
    try {
        load_library_path({}, dir / "config.yaml");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.message(),
                    HasSubstr("config.yaml:2: library_path cannot be \"perhaps\""));
    }
    const Environment environment(Map{{"CUDAENV_LIBRARY_PATH", "1"}});
    EXPECT_THROW(load_library_path(environment, dir / "config.yaml"), Error);
}

TEST(CarriesNvidiaLibraries, LooksForLibraryDirectoriesOfWheels) {
    const test::TempDir dir;
    const fs::path packages = dir / "lib/python3.11/site-packages";
    EXPECT_FALSE(carries_nvidia_libraries(dir / "absent"));
    fs::create_directories(packages / "torch/lib");
    EXPECT_FALSE(carries_nvidia_libraries(dir.path()));
    fs::create_directories(packages / "nvidia/cublas");
    EXPECT_FALSE(carries_nvidia_libraries(dir.path()));
    fs::create_directories(packages / "nvidia/cublas/lib");
    EXPECT_TRUE(carries_nvidia_libraries(dir.path()));
}

TEST(FindShadowedPython, OnlyWhenAutomatic) {
    const test::TempDir dir;
    fs::create_directories(dir / "lib/python3.12/site-packages/nvidia/cu13/lib");
    for (const char* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        const Environment environment(Map{{variable, dir.path().string()}});
        EXPECT_EQ(find_shadowed_python(environment, LibraryPath::automatic), dir.path());
        EXPECT_EQ(find_shadowed_python(environment, LibraryPath::always), std::nullopt);
        EXPECT_EQ(find_shadowed_python(environment, LibraryPath::never), std::nullopt);
    }
    EXPECT_EQ(find_shadowed_python({}, LibraryPath::automatic), std::nullopt);
}

}  // namespace
}  // namespace cudaenv::activation
