// SPDX-License-Identifier: Apache-2.0
// Files that grow over several runs.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/growing_file.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(GrowingFile, GoesOnWhereAnEarlierRunStopped) {
    const test::TempDir dir;
    const CancelFlag cancel;
    std::string existing;
    const auto collect = [&existing](std::string_view bytes) { existing += bytes; };
    GrowingFile(dir / "x", collect, cancel).append("first ");
    GrowingFile file(dir / "x", collect, cancel);
    EXPECT_EQ(existing, "first ");
    EXPECT_EQ(file.size(), 6U);
    file.append("second");
    const UniqueFd finished = file.finish();
    EXPECT_TRUE(finished);
    EXPECT_EQ(read_file_text(dir / "x"), "first second");
}

TEST(GrowingFile, StartsAgainFromNothingWhenCleared) {
    const test::TempDir dir;
    const CancelFlag cancel;
    GrowingFile file(
        dir / "x", [](std::string_view) {}, cancel);
    file.append("wrong");
    file.clear();
    file.append("ok");
    EXPECT_EQ(file.size(), 2U);
    EXPECT_EQ(read_file_text(dir / "x"), "ok");
}

TEST(GrowingFile, ReadingIsInterruptible) {
    const test::TempDir dir;
    CancelFlag cancel;
    cancel.set();
    EXPECT_THROW(GrowingFile(
                     dir / "x", [](std::string_view) {}, cancel),
                 Interrupted);
}

}  // namespace
}  // namespace cudaenv
