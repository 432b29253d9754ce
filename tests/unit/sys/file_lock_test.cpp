// SPDX-License-Identifier: Apache-2.0
// Locks exclude each other; two descriptors of one process behave as two processes do.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/file_lock.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace cudaenv {
namespace {

TEST(FileLock, ExcludesOthersUntilReleased) {
    const test::TempDir dir;
    {
        const auto lock = FileLock::try_acquire(dir / "locks/a");
        ASSERT_TRUE(lock);
        EXPECT_FALSE(FileLock::try_acquire(dir / "locks/a"));
        EXPECT_TRUE(FileLock::try_acquire(dir / "locks/b"));
    }
    EXPECT_TRUE(FileLock::try_acquire(dir / "locks/a"));
    EXPECT_TRUE(std::filesystem::exists(dir / "locks/a")) << "lock files stay";
}

TEST(FileLock, SurvivesBeingMoved) {
    const test::TempDir dir;
    auto first = FileLock::try_acquire(dir / "a");
    ASSERT_TRUE(first);
    const FileLock second = *std::move(first);
    first = std::nullopt;
    EXPECT_FALSE(FileLock::try_acquire(dir / "a"));
}

TEST(FileLock, WaitsForTheHolderAndSaysSoOnce) {
    const test::TempDir dir;
    auto holder = FileLock::try_acquire(dir / "a");
    ASSERT_TRUE(holder);
    std::atomic<int> notices{0};
    std::thread releaser([&] {
        while (notices == 0) system_clock().sleep(std::chrono::milliseconds(1));
        system_clock().sleep(std::chrono::milliseconds(120));
        holder.reset();
    });
    const CancelFlag cancel;
    const FileLock lock = FileLock::acquire(dir / "a", cancel, [&] { ++notices; });
    releaser.join();
    EXPECT_EQ(notices, 1);
}

TEST(FileLock, TakesAFreeLockWithoutNotice) {
    const test::TempDir dir;
    const CancelFlag cancel;
    EXPECT_NO_THROW(FileLock::acquire(dir / "a", cancel, [] { FAIL(); }));
    EXPECT_NO_THROW(FileLock::acquire(dir / "a", cancel, {}));
}

TEST(FileLock, StopsWaitingWhenCancelled) {
    const test::TempDir dir;
    const auto holder = FileLock::try_acquire(dir / "a");
    CancelFlag cancel;
    EXPECT_THROW(FileLock::acquire(dir / "a", cancel, [&] { cancel.set(); }), Interrupted);
}

TEST(FileLock, CanBeSharedButNotWithAnExclusiveHolder) {
    const test::TempDir dir;
    CancelFlag cancel;
    {
        const FileLock first = FileLock::acquire_shared(dir / "a", cancel);
        const FileLock second = FileLock::acquire_shared(dir / "a", cancel);
        EXPECT_FALSE(FileLock::try_acquire(dir / "a"));
    }
    const auto exclusive = FileLock::try_acquire(dir / "a");
    ASSERT_TRUE(exclusive);
    int notices = 0;
    const auto on_wait = [&] {
        ++notices;
        cancel.set();
    };
    EXPECT_THROW(FileLock::acquire_shared(dir / "a", cancel, on_wait), Interrupted);
    EXPECT_EQ(notices, 1);
    EXPECT_THROW(FileLock::acquire_shared(dir / "a", cancel), Interrupted);
}

TEST(FileLock, ReportsWhereItCannotBeMade) {
    EXPECT_THROW(FileLock::try_acquire("/proc/cudaenv-absent/lock"), Error);
}

}  // namespace
}  // namespace cudaenv
