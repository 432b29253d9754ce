// SPDX-License-Identifier: Apache-2.0
// Running other programs, with /bin/sh standing for all of them.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/process.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace cudaenv {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<ProcessResult> run_script(const std::string& script,
                                        milliseconds timeout = seconds(60)) {
    return run_process(
        {"/bin/sh", "-c", script}, Environment(Environment::Map{{"GREETING", "hello"}}), timeout);
}

TEST(RunProcess, CapturesBothStreamsAndTheStatus) {
    const auto result = run_script("echo $GREETING; echo trouble >&2; exit 3");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 3);
    EXPECT_EQ(result->output, "hello\n");
    EXPECT_EQ(result->errors, "trouble\n");
    EXPECT_FALSE(result->timed_out);
}

TEST(RunProcess, ReadsMoreThanAPipeHolds) {
    const auto result =
        run_script("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->output.size(), 220'000U);
}

TEST(RunProcess, GivesNoInputAndOnlyTheEnvironmentAsked) {
    const auto result = run_script("cat; echo \"[$HOME]\"");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->output, "[]\n");
}

TEST(RunProcess, ReportsSignalsAsShellsDo) {
    const auto result = run_script("kill -TERM $$");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 128 + SIGTERM);
}

TEST(RunProcess, IsNulloptWhenItCannotStart) {
    EXPECT_FALSE(run_process({"/proc/absent"}, {}, seconds(5)));
    EXPECT_FALSE(run_process({"/etc/passwd"}, {}, seconds(5)));
}

TEST(RunProcess, KillsTheWholeGroupAtTheDeadline) {
    const auto begin = system_clock().now();
    const auto result = run_script("echo started; sleep 300 & sleep 300", milliseconds(300));
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->timed_out);
    EXPECT_EQ(result->status, 128 + SIGKILL);
    EXPECT_EQ(result->output, "started\n");
    EXPECT_LT(system_clock().now() - begin, seconds(30));
}

TEST(RunProcess, DoesNotWaitForWhatAProgramLeavesBehind) {
    const auto begin = system_clock().now();
    const auto result = run_script("sleep 20 & echo done", seconds(60));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->output, "done\n");
    EXPECT_FALSE(result->timed_out);
    EXPECT_LT(system_clock().now() - begin, seconds(15));
}

TEST(RunProcess, KeepsTheDeadlineForAProgramThatClosedItsStreams) {
    const auto result = run_script("exec >&- 2>&-; sleep 300", milliseconds(200));
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->timed_out);
}

TEST(RunProcess, LeaksNoDescriptorInEitherDirection) {
    const UniqueFd ours = open_file("/dev/null", O_RDONLY);
    const auto before = run_script("ls /proc/self/fd | wc -l");
    for (int i = 0; i < 20; ++i) run_script("true");
    const UniqueFd next = open_file("/dev/null", O_RDONLY);
    const auto after = run_script("ls /proc/self/fd | wc -l");
    EXPECT_EQ(before.value().output, after.value().output);
    EXPECT_LE(next.get(), ours.get() + 1);
}

TEST(RunAttached, ReturnsTheStatusAndPassesTheEnvironment) {
    const Environment environment(Environment::Map{{"CODE", "5"}});
    EXPECT_EQ(run_attached("/bin/sh", {"sh", "-c", "exit $CODE"}, environment), 5);
    EXPECT_EQ(run_attached("/bin/sh", {"sh", "-c", "kill -KILL $$"}, environment), 128 + SIGKILL);
}

TEST(RunAttached, ThrowsWhenItCannotStart) {
    try {
        run_attached("/proc/absent", {"absent"}, {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_EQ(error.message(), "cannot run /proc/absent: No such file or directory");
    }
}

volatile sig_atomic_t interrupts_seen = 0;

TEST(RunAttached, LeavesInterruptsToTheChildAndRestoresTheHandler) {
    struct sigaction counting {};
    struct sigaction previous {};
    counting.sa_handler = [](int) { interrupts_seen = interrupts_seen + 1; };
    ASSERT_EQ(sigaction(SIGINT, &counting, &previous), 0);
    const ScopeExit restore([&] { sigaction(SIGINT, &previous, nullptr); });

    const int status = run_attached("/bin/sh", {"sh", "-c", "kill -INT $PPID; kill -INT $$"}, {});
    EXPECT_EQ(status, 128 + SIGINT) << "the child must not inherit that signals are ignored";
    EXPECT_EQ(interrupts_seen, 0);
    ASSERT_EQ(::raise(SIGINT), 0);
    EXPECT_EQ(interrupts_seen, 1);
}

TEST(ReplaceProcess, BecomesTheProgram) {
    const Environment environment(Environment::Map{{"CODE", "6"}});
    EXPECT_EXIT(::_exit(replace_process("/bin/sh", {"sh", "-c", "exit $CODE"}, environment)),
                testing::ExitedWithCode(6),
                "");
}

TEST(ReplaceProcess, ReturnsTheReasonOnFailure) {
    EXPECT_EQ(replace_process("/proc/absent", {"absent"}, {}), ENOENT);
    EXPECT_EQ(replace_process("/etc/passwd", {"passwd"}, {}), EACCES);
}

TEST(FindProgram, TakesTheFirstExecutableFileOnThePath) {
    const test::TempDir dir;
    replace_file(dir / "one/nvcc", "", 0644);
    std::filesystem::create_directories(dir / "two/nvcc");
    replace_file(dir / "three/nvcc", "", 0755);
    replace_file(dir / "four/nvcc", "", 0755);
    std::string path_value = (dir / "absent").string();
    for (const char* name : {"one", "two", "three", "four"})
        path_value += ":" + (dir / name).string();
    EXPECT_EQ(find_program("nvcc", path_value), dir / "three/nvcc");
    EXPECT_EQ(find_program("ptxas", path_value), std::nullopt);
    EXPECT_EQ(find_program("", path_value), std::nullopt);
    EXPECT_EQ(find_program("nvcc", ""), std::nullopt);
}

TEST(FindProgram, TakesNamesWithASlashAsGiven) {
    const test::TempDir dir;
    replace_file(dir / "nvcc", "", 0755);
    EXPECT_EQ(find_program((dir / "nvcc").string(), "/bin"), dir / "nvcc");
    EXPECT_EQ(find_program((dir / "absent").string(), "/bin"), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
