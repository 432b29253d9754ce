// SPDX-License-Identifier: Apache-2.0
// Several installations at once, and installations that are killed at their most delicate steps.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <future>
#include <thread>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kName = "12.4.1-cudnn9.1.1";

TEST(TwoInstallationsAtOnce, OfTheSameReleaseDoTheWorkOnce) {
    Upstream upstream;
    const World world(upstream);
    upstream.server().behave(upstream.address("libcublas-"),
                             {.pause = std::chrono::milliseconds(30), .piece_bytes = 10'000});
    Background first = world.start({"install", "12.4"});
    Background second = world.start({"install", "12.4"});
    const ProcessResult one = first.wait();
    const ProcessResult other = second.wait();
    EXPECT_EQ(one.status, 0) << one.errors;
    EXPECT_EQ(other.status, 0) << other.errors;
    const bool one_waited = one.errors.find("is already installed") != std::string::npos;
    const bool other_waited = other.errors.find("is already installed") != std::string::npos;
    EXPECT_NE(one_waited, other_waited) << one.errors << other.errors;
    for (const char* archive : {"cuda_nvcc-", "cuda_cudart-", "libcublas-", "9.1.1.17_cuda12"})
        EXPECT_THAT(upstream.server().requests(upstream.address(archive)), SizeIs(1)) << archive;
    EXPECT_THAT(find_faults(world.prefix(kName)), IsEmpty());
}

TEST(TwoInstallationsAtOnce, OfDifferentReleasesShareWhatTheyHaveInCommon) {
    Upstream upstream;
    const World world(upstream);
    upstream.server().behave(upstream.address("libcublas-"),
                             {.pause = std::chrono::milliseconds(30), .piece_bytes = 10'000});
    Background first = world.start({"install", "12.4.0"});
    Background second = world.start({"install", "12.4.1"});
    EXPECT_EQ(first.wait().status, 0);
    EXPECT_EQ(second.wait().status, 0);
    EXPECT_THAT(upstream.server().requests(upstream.address("libcublas-")), SizeIs(1));
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.0-cudnn9.1.1", kName));
}

TEST(TwoInstallationsAtOnce, LetTheOneThatWaitsBeInterrupted) {
    Upstream upstream;
    const World world(upstream);
    const std::string slow = upstream.address("libcublas-");
    upstream.server().behave(slow,
                             {.pause = std::chrono::milliseconds(150), .piece_bytes = 10'000});
    Background first = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([&] { return !upstream.server().requests(slow).empty(); }));
    Background second = world.start({"install", "12.4"});
    // It has asked which sources answer, and then waits for the lock.
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    second.signal(SIGINT);
    EXPECT_EQ(second.wait().status, 130);
    EXPECT_EQ(first.wait().status, 0);
    EXPECT_THAT(find_faults(world.prefix(kName)), IsEmpty());
}

class KilledAt : public testing::TestWithParam<const char*> {};

TEST_P(KilledAt, ShowsNothingAndTheNextRunSucceeds) {
    const Upstream upstream;
    World world(upstream);
    const fs::path marker = world.scratch("marker");
    world.environment.set("CUDAENV_CHECKPOINT", std::string(GetParam()) + ":" + marker.string());
    Background running = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(world.json({"list", "--json"})["environments"], IsEmpty());

    world.environment.unset("CUDAENV_CHECKPOINT");
    world.install({"12.4"});
    EXPECT_THAT(find_faults(world.prefix(kName)), IsEmpty());
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().downloads()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Steps,
                         KilledAt,
                         testing::Values("store-publish", "environment-publish"),
                         [](const auto& row) {
                             std::string name = row.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

/// Exchanges 12.4.1, installs and removes 11.2.2, over and over.
bool keep_changing(const World& world) {
    bool all_well = true;
    for (int i = 0; i < 8 && all_well; ++i) {
        for (const std::vector<std::string>& command :
             {std::vector<std::string>{"install", "12.4", "--profile", "minimal", "--reinstall"},
              {"install", "11.2", "--profile", "minimal"},
              {"uninstall", "11.2"}}) {
            const ProcessResult result = world.run(command);
            EXPECT_EQ(result.status, 0) << result.errors;
            all_well = all_well && result.status == 0;
        }
    }
    return all_well;
}

TEST(Reading, WhileEnvironmentsAreExchangedAndRemovedShowsWholeOnes) {
    const Upstream upstream;
    const World world(upstream);
    world.install({"12.4", "--profile", "minimal"});
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    const auto size = world.json({"list", "--json"})["environments"][0]["size"];
    auto changing = std::async(std::launch::async, [&] { return keep_changing(world); });
    int rounds = 0;
    while (changing.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        const ProcessResult list = world.run({"list"});
        EXPECT_EQ(list.status, 0) << list.errors;
        EXPECT_THAT(list.output, AllOf(HasSubstr("* 12.4.1"), Not(HasSubstr("damaged"))));
        const ProcessResult current = world.run({"current"});
        EXPECT_EQ(current.status, 0) << current.errors;
        const auto json = world.json({"list", "--json"});
        EXPECT_THAT(json["damaged"], IsEmpty());
        for (const auto& environment : json["environments"]) {
            if (environment["name"] != "12.4.1") continue;
            EXPECT_EQ(environment["size"], size);
        }
        ++rounds;
    }
    EXPECT_TRUE(changing.get());
    EXPECT_GT(rounds, 0);
}

TEST(ReplacingAnEnvironment, LeavesTheOldOneInPlaceWhenItIsKilled) {
    const Upstream upstream;
    World world(upstream);
    world.install({"12.4", "--profile", "minimal"});
    const fs::path marker = world.scratch("marker");
    world.environment.set("CUDAENV_CHECKPOINT", "environment-publish:" + marker.string());
    Background running = world.start({"install", "12.4", "--cudnn", "none"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1") / "bin/nvcc"));
    EXPECT_FALSE(fs::exists(world.prefix("12.4.1") / "lib/libcublas.so"));
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::test
