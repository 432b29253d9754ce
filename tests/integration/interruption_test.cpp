// SPDX-License-Identifier: Apache-2.0
// Ctrl-C at every stage: the program is gone at once, and what it was doing can be done again.
#include "integration/pseudo_terminal.hpp"
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/digest/hash.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>
#include <utility>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

/// What is promised is 200 ms; a loaded machine and a debugging build take their time.
constexpr milliseconds kBound{1500};
constexpr const char* kFarewell =
    "cudaenv: interrupted; what was downloaded is kept, the same command goes on\n";
constexpr milliseconds kStalled{60'000};

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

/// Interrupts the program, which must leave within the bound and say so once.
ProcessResult expect_prompt_end(Background& running, const std::string& stage) {
    const auto begin = steady_clock::now();
    running.signal(SIGINT);
    ProcessResult result = running.wait();
    const auto taken = std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    std::cout << "interrupted while " << stage << ": " << taken.count() << " ms\n";
    EXPECT_LT(taken, kBound) << stage;
    EXPECT_EQ(result.status, 130) << stage << result.errors;
    EXPECT_EQ(count_of(result.errors, kFarewell), 1U) << stage << result.errors;
    EXPECT_FALSE(result.timed_out);
    return result;
}

class Interruption : public testing::Test {
 protected:
    /// The marker of a program that parks at `checkpoint`: a stage that looks at no flag.
    [[nodiscard]] fs::path park_at(const std::string& checkpoint) {
        const fs::path marker = world.scratch("marker-" + checkpoint);
        world.environment.set("CUDAENV_CHECKPOINT", checkpoint + ":" + marker.string());
        return marker;
    }
    void expect_that_the_next_run_succeeds(const std::vector<std::string>& specs = {"12.4"}) {
        world.environment.unset("CUDAENV_CHECKPOINT");
        world.install(specs);
        EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
        EXPECT_THAT(find_faults(world.prefix("12.4.1-cudnn9.1.1")), IsEmpty());
    }
    /// Waits until the server was asked for `path`, and a little longer.
    void wait_for_request(const std::string& path) {
        ASSERT_TRUE(eventually([&] { return !upstream.server().requests(path).empty(); }));
        std::this_thread::sleep_for(milliseconds(100));
    }
    void stall(const std::string& path, std::size_t after) {
        upstream.server().behave(path, {.pause = kStalled, .piece_bytes = after});
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Interruption, EndsTheWaitForAnAnswer) {
    using Manner = UnservedAddress::Manner;
    for (const auto& [manner, stage] : {std::pair{Manner::accepts_nobody, "connecting"},
                                        {Manner::stays_silent, "waiting for an answer"}}) {
        const UnservedAddress address(manner);
        World user(upstream);
        user.environment.set("CUDAENV_REDIST_URL", address.url());
        Background running = user.start({"install", "12.4", "--source", "redist"});
        std::this_thread::sleep_for(milliseconds(1000));
        expect_prompt_end(running, stage);
    }
}

TEST_F(Interruption, EndsADownload) {
    const std::string archive = upstream.address("libcublas-");
    stall(archive, 10'000);
    Background running = world.start({"install", "12.4"});
    wait_for_request(archive);
    expect_prompt_end(running, "downloading");
    upstream.server().behave(archive, {});
    expect_that_the_next_run_succeeds();
}

TEST_F(Interruption, EndsTheWaitForAnIndexPage) {
    stall("/simple/nvidia-cublas/", 10);
    Background running = world.start({"install", "13"});
    wait_for_request("/simple/nvidia-cublas/");
    expect_prompt_end(running, "waiting for an index page");
}

TEST_F(Interruption, EndsAnUpdateOfTheCatalogue) {
    const std::string manifest = upstream.publish(redist_cuda("12.4.7"));
    stall(manifest, 10);
    Background running = world.start({"catalog", "update"});
    wait_for_request(manifest);
    expect_prompt_end(running, "updating the catalogue");
}

TEST_F(Interruption, EndsTheWaitForALock) {
    const fs::path marker = park_at("environment-publish");
    Background holding = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    Background waiting = world.start({"install", "12.4"});
    std::this_thread::sleep_for(milliseconds(700));
    const ProcessResult result = expect_prompt_end(waiting, "waiting for a lock");
    EXPECT_THAT(result.errors, HasSubstr("waiting: another cudaenv is installing"));
    expect_prompt_end(holding, "parked before an environment is published");
    expect_that_the_next_run_succeeds();
}

TEST_F(Interruption, EndsTheHashingOfAPartialFile) {
    fs::create_directories(world.layout().downloads());
    // Every archive has a partial of many gigabytes, all of them holes.
    for (const char* part : {"cuda_nvcc-", "cuda_cudart-", "libcublas-"}) {
        const std::string digest = digest::hash_bytes(upstream.bytes(part)).hex();
        const fs::path file = world.layout().downloads() / (digest + ".partial");
        std::ofstream(file.string()).close();
        fs::resize_file(file, 200ULL << 30U);
    }
    Background running = world.start({"install", "12.4"});
    std::this_thread::sleep_for(milliseconds(1000));
    expect_prompt_end(running, "hashing");
}

TEST_F(Interruption, EndsTheQuestionToACompiler) {
    const fs::path compiler = world.scratch("tools/g++");
    const fs::path marker = world.scratch("asked");
    write_bytes(compiler, "#!/bin/sh\necho $$ >" + marker.string() + "\nexec /bin/sleep 300\n");
    fs::permissions(compiler, fs::perms{0755});
    Background running = world.start({"machine"});
    pid_t child = 0;
    ASSERT_TRUE(eventually(
        [&] { return static_cast<bool>(std::ifstream(marker.string()) >> child) && child > 0; }));
    expect_prompt_end(running, "asking a compiler");
    EXPECT_TRUE(eventually([&] { return ::kill(child, 0) != 0; })) << "the compiler lives on";
}

class InterruptionAt : public Interruption, public testing::WithParamInterface<const char*> {};

TEST_P(InterruptionAt, EndsAStageThatLooksAtNoFlag) {
    const fs::path marker = park_at(GetParam());
    Background running = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    expect_prompt_end(running, std::string("parked at ") + GetParam());
    running.signal_group(SIGKILL);  // what waits for the disk
    world.environment.unset("CUDAENV_CHECKPOINT");
    EXPECT_THAT(world.json({"list", "--json"}).dump(), HasSubstr("environments"));
    expect_that_the_next_run_succeeds();
}

INSTANTIATE_TEST_SUITE_P(Stages,
                         InterruptionAt,
                         testing::Values("unpack",
                                         "sync",
                                         "store-publish",
                                         "assemble",
                                         "environment-publish",
                                         "shims-refresh"),
                         [](const auto& row) {
                             std::string name = row.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST_F(Interruption, EndsARemoval) {
    world.install({"12.4"});
    const fs::path marker = park_at("removal-moved");
    Background running = world.start({"uninstall", "12.4"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    expect_prompt_end(running, "removing");
    expect_that_the_next_run_succeeds();
}

TEST_F(Interruption, LeavesNoLockAndNoPipeToWhatWaitsForTheDisk) {
    const fs::path marker = park_at("sync");
    // The shell waits until nobody can write into its pipe.
    std::vector<std::string> argv{"/bin/sh",
                                  "-c",
                                  "/usr/bin/env --default-signal=INT \"$0\" install 12.4 "
                                  "2>&1 & program=$!; while [ ! -e \"$1\" ]; do /bin/sleep 0.1; "
                                  "done; kill -INT $program; wait $program; echo $?",
                                  CUDAENV_PROGRAM,
                                  marker.string()};
    Background running = world.start_program(argv);
    const ProcessResult result = running.wait();
    EXPECT_THAT(result.output, AllOf(HasSubstr(kFarewell), EndsWith("130\n")));
    // A copy of the program still stands at the disk; the next one does not wait for it.
    world.environment.unset("CUDAENV_CHECKPOINT");
    const auto begin = steady_clock::now();
    world.install({"12.4"});
    EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(20));
    running.signal_group(SIGKILL);
}

TEST_F(Interruption, WaitsForTheCommandThatExecRuns) {
    const fs::path marker = world.scratch("started");
    const std::string script =
        "trap 'echo told; /bin/sleep 1; echo done; exit 7' INT TERM; : >\"$0\"; "
        "while :; do /bin/sleep 0.05; done";
    for (const int number : {SIGINT, SIGTERM}) {
        fs::remove(marker);
        Background running = world.start(
            {"exec", "--each", "system", "--", "/bin/sh", "-c", script, marker.string()});
        ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
        std::this_thread::sleep_for(milliseconds(100));
        running.signal_group(number);
        const ProcessResult result = running.wait();
        EXPECT_THAT(result.output, HasSubstr("told\ndone\n")) << number;
    }
}

TEST_F(Interruption, SaysNothingWhenQuiet) {
    const fs::path marker = park_at("assemble");
    Background running = world.start({"install", "12.4", "--quiet"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    running.signal(SIGINT);
    const ProcessResult result = running.wait();
    EXPECT_EQ(result.status, 130);
    EXPECT_THAT(result.errors, IsEmpty());
}

TEST_F(Interruption, EndsAtOnceTheSecondTime) {
    const fs::path marker = park_at("assemble");
    Background running = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    running.signal(SIGINT);
    running.signal(SIGINT);
    EXPECT_EQ(running.wait().status, 128 + SIGINT);
}

TEST_F(Interruption, LeavesATerminalInOrder) {
    const std::string archive = upstream.address("libcublas-");
    for (const bool is_parked : {false, true}) {
        stall(archive, 10'000);
        PseudoTerminal terminal;
        World user(upstream);
        user.environment.set("TERM", "xterm");
        const fs::path marker = user.scratch("marker");
        if (is_parked) user.environment.set("CUDAENV_CHECKPOINT", "unpack:" + marker.string());
        Background running = user.start_program(
            {"/bin/sh",
             "-c",
             "exec 2>\"$1\"; exec /usr/bin/env --default-signal=INT \"$0\" install 12.4",
             CUDAENV_PROGRAM,
             terminal.name()});
        const std::size_t asked = upstream.server().requests(archive).size();
        ASSERT_TRUE(eventually([&] {
            return is_parked ? fs::exists(marker)
                             : upstream.server().requests(archive).size() > asked;
        }));
        std::this_thread::sleep_for(milliseconds(300));
        running.signal(SIGINT);
        EXPECT_EQ(running.wait().status, 130);
        const std::string text = terminal.text();
        const std::string farewell =
            "cudaenv: interrupted; what was downloaded is kept, the same "
            "command goes on\r\n";
        ASSERT_THAT(text, EndsWith(farewell));
        EXPECT_EQ(count_of(text, "interrupted"), 1U);
        const std::string before = text.substr(0, text.size() - farewell.size());
        EXPECT_TRUE(before.ends_with("\r\n") || before.ends_with("\x1b[J")) << before;
    }
}

}  // namespace
}  // namespace cudaenv::test
