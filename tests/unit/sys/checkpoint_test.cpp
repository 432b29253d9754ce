// SPDX-License-Identifier: Apache-2.0
// Parking at a named step.
#include "support/temp_dir.hpp"

#include <cudaenv/base/variables.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/clock.hpp>

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace cudaenv {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Forks a child that passes the checkpoint "published" with the given variable, then exits with 7.
pid_t start_child(const std::string& variable) {
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this process has one thread
    ::setenv(variables::kCheckpoint, variable.c_str(), 1);
    checkpoint("published");
    ::_exit(7);
}

bool appears(const std::filesystem::path& file) {
    const auto deadline = system_clock().now() + seconds(20);
    while (system_clock().now() < deadline) {
        if (std::filesystem::exists(file)) return true;
        system_clock().sleep(milliseconds(5));
    }
    return false;
}

#ifdef CUDAENV_CHECKPOINTS
TEST(Checkpoint, ParksAtTheNamedStepUntilKilled) {
    const test::TempDir dir;
    const pid_t pid = start_child("published:" + (dir / "reached").string());
    EXPECT_TRUE(appears(dir / "reached"));
    int status = 0;
    EXPECT_EQ(::waitpid(pid, &status, WNOHANG), 0) << "the child must still wait";
    ::kill(pid, SIGKILL);
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    EXPECT_TRUE(WIFSIGNALED(status));
}
#endif

TEST(Checkpoint, PassesAtOtherSteps) {
    const test::TempDir dir;
    for (const std::string& variable :
         {"publish:" + (dir / "reached").string(), std::string("published"), std::string()}) {
        const pid_t pid = start_child(variable);
        int status = 0;
        ASSERT_EQ(::waitpid(pid, &status, 0), pid);
        EXPECT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), 7) << variable;
    }
    EXPECT_FALSE(std::filesystem::exists(dir / "reached"));
}

}  // namespace
}  // namespace cudaenv
