// SPDX-License-Identifier: Apache-2.0
// Temporary files of processes that died, and everything that only looks like one.
#include "support/temp_dir.hpp"

#include <cudaenv/base/variables.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/leftovers.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kDead = ".default.0123456789abcdef";

bool is_default(std::string_view target) {
    return target == "default";
}

std::vector<std::string> names(const fs::path& directory) {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(directory))
        found.push_back(entry.path().filename().string());
    return found;
}

TEST(UniqueNames, AreKnownAgain) {
    struct Row {
        const char* name;
        const char* stem;
    };
    for (const Row& row : {Row{"12.4.1.0123456789abcdef", "12.4.1"},
                           {".default.0123456789abcdef", ".default"},
                           {"x.0123456789abcdef.fedcba9876543210", "x.0123456789abcdef"}})
        EXPECT_EQ(stem_of_unique_name(row.name), row.stem);
    for (const char* name : {"",
                             "0123456789abcdef",
                             ".0123456789abcdef",
                             "x-0123456789abcdef",
                             "x.0123456789abcde",
                             "x.0123456789ABCDEF",
                             "x.0123456789abcdeg",
                             "x.0123456789abcdef.txt"})
        EXPECT_EQ(stem_of_unique_name(name), std::nullopt) << name;
}

TEST(DeadTemporaries, AreRemoved) {
    const test::TempDir dir;
    replace_file(dir / kDead, "half");
    remove_dead_temporaries(dir.path(), is_default);
    EXPECT_THAT(names(dir.path()), IsEmpty());
}

TEST(DeadTemporaries, AreOnlyThoseOfTheGivenTargets) {
    const test::TempDir dir;
    for (const char* name : {".other.0123456789abcdef",
                             "default.0123456789abcdef",
                             ".default.0123456789ABCDEF",
                             ".default.tmp",
                             "default"})
        replace_file(dir / name, "");
    remove_dead_temporaries(dir.path(), is_default);
    EXPECT_EQ(names(dir.path()).size(), 5U);
}

TEST(DeadTemporaries, AreNotLinksPipesDirectoriesAndFilesOfTwoNames) {
    const test::TempDir dir;
    replace_file(dir / "kept", "x");
    fs::create_symlink("kept", dir / ".default.0000000000000001");
    ASSERT_EQ(::mkfifo((dir / ".default.0000000000000002").c_str(), 0600), 0);
    fs::create_directory(dir / ".default.0000000000000003");
    fs::create_hard_link(dir / "kept", dir / ".default.0000000000000004");
    remove_dead_temporaries(dir.path(), is_default);
    EXPECT_EQ(names(dir.path()).size(), 5U);
}

TEST(DeadTemporaries, OfAnotherUserStay) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
    const test::TempDir dir;
    replace_file(dir / kDead, "");
    ASSERT_EQ(::chown((dir / kDead).c_str(), 12345, 12345), 0);
    remove_dead_temporaries(dir.path(), is_default);
    EXPECT_THAT(names(dir.path()), ElementsAre(kDead));
}

TEST(DeadTemporaries, ThatAProcessHoldsAreNotDead) {
    const test::TempDir dir;
    const UniqueFd held = open_file(dir / kDead, O_WRONLY | O_CREAT);
    ASSERT_EQ(::flock(held.get(), LOCK_EX), 0);
    remove_dead_temporaries(dir.path(), is_default);
    EXPECT_THAT(names(dir.path()), ElementsAre(kDead));
}

TEST(DeadTemporaries, BehindALinkedDirectoryStay) {
    const test::TempDir dir;
    replace_file(dir / "kept" / kDead, "");
    fs::create_directory_symlink("kept", dir / "link");
    remove_dead_temporaries(dir / "link", is_default);
    remove_dead_temporaries(dir / "absent", is_default);
    EXPECT_THAT(names(dir / "kept"), ElementsAre(kDead));
}

TEST(DeadTemporaries, NeverCostAWriterItsFile) {
    const test::TempDir dir;
    std::atomic<bool> done{false};
    std::thread sweeper([&] {
        while (!done) remove_dead_temporaries(dir.path(), is_default);
    });
    for (int i = 0; i < 300; ++i) EXPECT_NO_THROW(replace_file(dir / "default", std::to_string(i)));
    done = true;
    sweeper.join();
    EXPECT_EQ(read_file_text(dir / "default"), "299");
    remove_dead_temporaries(dir.path(), is_default);
    EXPECT_THAT(names(dir.path()), ElementsAre("default"));
}

#ifdef CUDAENV_CHECKPOINTS
TEST(DeadTemporaries, AreWhatAKilledReplacementLeaves) {
    const test::TempDir dir;
    const fs::path marker = dir / "marker";
    fs::create_directory(dir / "d");
    const pid_t pid = ::fork();
    if (pid == 0) {
        const std::string value = "replace-default:" + marker.string();
        // NOLINTNEXTLINE(concurrency-mt-unsafe): this process has one thread
        ::setenv(variables::kCheckpoint, value.c_str(), 1);
        replace_file(dir / "d/default", "half");
        ::_exit(0);
    }
    while (!fs::exists(marker)) std::this_thread::yield();
    remove_dead_temporaries(dir / "d", is_default);
    EXPECT_EQ(names(dir / "d").size(), 1U) << "its process lives";
    ::kill(pid, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    remove_dead_temporaries(dir / "d", is_default);
    EXPECT_THAT(names(dir / "d"), IsEmpty());
}
#endif

}  // namespace
}  // namespace cudaenv
