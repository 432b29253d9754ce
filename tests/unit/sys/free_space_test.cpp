// SPDX-License-Identifier: Apache-2.0
// What a file system takes yet.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv {
namespace {

TEST(FreeSpace, IsThatOfTheNearestExistingParent) {
    const test::TempDir dir;
    std::ofstream(dir / "f");
    const FreeSpace here = free_space(dir.path());
    EXPECT_GT(here.bytes.value, 0U);
    for (const auto& path : {dir / "absent/below", dir / "f/below"})
        EXPECT_EQ(free_space(path).file_system, here.file_system) << path;
    EXPECT_GT(free_space("cudaenv-absent/below").bytes.value, 0U);
}

TEST(FreeSpace, TellsFileSystemsApart) {
    const test::TempDir dir;
    EXPECT_NE(free_space("/proc").file_system, free_space(dir.path()).file_system);
}

TEST(FreeSpace, KnowsNoInodesWhereNoneAreCounted) {
    EXPECT_EQ(free_space("/proc").inodes, std::nullopt);
}

TEST(FreeSpace, ReportsWhatItMayNotAsk) {
    EXPECT_THROW(free_space(""), Error);
}

}  // namespace
}  // namespace cudaenv
