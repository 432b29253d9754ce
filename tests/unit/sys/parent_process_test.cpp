// SPDX-License-Identifier: Apache-2.0
// Who started a process.
#include <cudaenv/sys/parent_process.hpp>

#include <gtest/gtest.h>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cudaenv {
namespace {

TEST(ParentProgramName, IsWhatTheKernelCallsTheProcessThatStartedThisOne) {
    ASSERT_EQ(::prctl(PR_SET_NAME, "bash"), 0);
    const pid_t child = ::fork();
    if (child == 0) ::_exit(parent_program_name() == "bash" ? 0 : 1);
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cudaenv
