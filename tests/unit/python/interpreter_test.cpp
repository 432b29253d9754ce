// SPDX-License-Identifier: Apache-2.0
// Which Python an environment has.
#include "support/temp_dir.hpp"

#include <cudaenv/python/interpreter.hpp>

#include <gtest/gtest.h>

#include <filesystem>

namespace cudaenv::python {
namespace {

TEST(FindPython, IsTheOnlyOneThatTheDirectoriesTell) {
    const cudaenv::test::TempDir directory;
    const auto environment = directory / ".venv";
    EXPECT_FALSE(find_python(environment));
    std::filesystem::create_directories(environment / "lib/python3.11/site-packages");
    std::filesystem::create_directories(environment / "lib/python3");
    EXPECT_EQ(find_python(environment), parse_version("3.11"));
    std::filesystem::create_directories(environment / "lib/python3.12");
    EXPECT_FALSE(find_python(environment));
}

}  // namespace
}  // namespace cudaenv::python
