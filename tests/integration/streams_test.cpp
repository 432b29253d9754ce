// SPDX-License-Identifier: Apache-2.0
// Standard streams that are closed, full, or that nobody reads, and files that may not grow.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class Streams : public testing::Test {
 protected:
    /// Runs `script`, in which $cudaenv and $shim are the programs.
    [[nodiscard]] ProcessResult sh(const std::string& script) const {
        const fs::path program = CUDAENV_PROGRAM;
        return world.run_program({"/bin/sh",
                                  "-c",
                                  fmt::format("cudaenv={} shim={}\n{}",
                                              program.string(),
                                              (program.parent_path() / "cudaenv-shim").string(),
                                              script)});
    }

    Upstream upstream;
    World world{upstream};
};

/// Every file below `directory` that is not empty.
std::vector<std::string> filled_files(const fs::path& directory) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
    }
    return files;
}

TEST_F(Streams, ThatAreClosedLeaveEveryFileAsItShouldBe) {
    for (const char* closed : {"2>&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
        World fresh(upstream);
        const ProcessResult result = fresh.run_program(
            {"/bin/sh",
             "-c",
             fmt::format("\"$0\" install 12.4 --profile minimal --json {}", closed),
             CUDAENV_PROGRAM});
        EXPECT_EQ(result.status, 0) << closed;
        EXPECT_THAT(filled_files(fresh.layout().locks()), IsEmpty()) << closed;
        EXPECT_THAT(filled_files(fresh.home() / ".cache/cudaenv/locks"), IsEmpty()) << closed;
        EXPECT_THAT(find_faults(fresh.prefix("12.4.1")), IsEmpty()) << closed;
    }
}

TEST_F(Streams, ThatAreClosedAreClosedForOtherProgramsToo) {
    const std::string list = "sh -c '[ -e /dev/fd/0 ] || echo closed >&2'";
    EXPECT_EQ(sh(fmt::format("\"$cudaenv\" exec system -- {} <&-", list)).errors, "closed\n");
    EXPECT_EQ(sh(fmt::format("\"$cudaenv\" -q exec --each system -- {} <&-", list)).errors,
              "closed\n");
}

TEST_F(Streams, ThatAreFullAreAnError) {
    world.install({"12.4", "--profile", "minimal"});
    for (const char* command : {"\"$cudaenv\" --version",
                                "\"$cudaenv\" --help",
                                "\"$cudaenv\"",
                                "\"$cudaenv\" install --help",
                                "\"$cudaenv\" exec --help",
                                "\"$cudaenv\" list",
                                "\"$cudaenv\" list --json",
                                "\"$cudaenv\" list --available",
                                "\"$cudaenv\" prefix 12.4",
                                "\"$cudaenv\" machine --json",
                                "\"$cudaenv\" init bash",
                                "CUDAENV_VERSION=12.4 \"$cudaenv\" which nvcc",
                                "CUDAENV_SHELL=bash \"$cudaenv\" shell 12.4",
                                "CUDAENV_VERSION=12.4 \"$shim\" --hook bash",
                                "\"$cudaenv\" install 12.4 --profile minimal --json"}) {
        const ProcessResult result = sh(command + std::string(" >/dev/full"));
        EXPECT_EQ(result.status, 1) << command;
        EXPECT_THAT(
            result.errors,
            HasSubstr("cudaenv: cannot write to standard output: No space left on device\n"))
            << command;
    }
}

TEST_F(Streams, ThatTakeNoWordsChangeNoOutcome) {
    EXPECT_EQ(sh("\"$cudaenv\" install 12.4 --profile minimal 2>/dev/full").status, 0);
    EXPECT_EQ(sh("\"$cudaenv\" install nonsense! 2>/dev/full").status, 2);
    EXPECT_EQ(sh("\"$cudaenv\" prefix 12.4 2>/dev/full").output,
              world.prefix("12.4.1").string() + "\n");
    EXPECT_EQ(sh("\"$shim\" --hook nonsense 2>/dev/full").status, 2);
}

TEST_F(Streams, ThatNobodyReadsEndTheProgramAsAPipeEndsOthers) {
    // The reader is gone for certain before anything is written.
    const std::string gone = "{ sleep 0.2; %; echo $? >status; } | true; cat status";
    for (const char* command : {"\"$cudaenv\" list --available",
                                "\"$cudaenv\" machine --json",
                                "\"$cudaenv\" --help",
                                "CUDAENV_VERSION=9.9 \"$shim\" --hook bash 2>/dev/null"}) {
        std::string script = gone;
        script.replace(script.find('%'), 1, command);
        const ProcessResult result = sh("PATH=$PATH:/bin:/usr/bin\n" + script);
        EXPECT_EQ(result.output, fmt::format("{}\n", 128 + SIGPIPE)) << command;
        EXPECT_THAT(result.errors, IsEmpty()) << command;
    }
}

TEST_F(Streams, ThatNobodyReadsDoNotStopAnInstallation) {
    const ProcessResult result =
        sh("PATH=$PATH:/bin:/usr/bin\n"
           "{ sleep 0.2; \"$cudaenv\" install 12.4 --profile minimal 2>&1 >/dev/null; "
           "echo $? >status; } | true; cat status");
    EXPECT_EQ(result.output, "0\n");
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
}

TEST_F(Streams, WithALimitOnFileSizesAreNoReasonToDie) {
    const ProcessResult result = sh("ulimit -f 100; exec \"$cudaenv\" install 12.4");
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("cannot write"), HasSubstr("File too large")));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
}

TEST_F(Streams, LeaveTheSignalsOfOtherProgramsAsTheyWere) {
    const std::string ignored =
        "sh -c 'while read -r line; do case $line in SigIgn:*) echo $line ;; "
        "esac; done </proc/self/status'";
    world.install({"12.4", "--profile", "minimal"});
    for (const char* before : {"", "trap '' PIPE; ", "trap '' XFSZ; "}) {
        const std::string wanted = sh(before + ignored).output;
        EXPECT_EQ(sh(before + ("\"$cudaenv\" exec 12.4 -- " + ignored)).output, wanted) << before;
        EXPECT_EQ(sh(before + ("\"$cudaenv\" -q exec --each 12.4 -- " + ignored)).output, wanted)
            << before;
    }
}

}  // namespace
}  // namespace cudaenv::test
