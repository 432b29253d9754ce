// SPDX-License-Identifier: Apache-2.0
// Killed at any call that changes the file system, cudaenv shows nothing half done, and the same
// command then does all of it and leaves nothing over.
#include "faults/faulty_run.hpp"
#include "integration/trees.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <iostream>

namespace cudaenv::test {
namespace {

using testing::IsEmpty;

constexpr int kKilled = 128 + SIGKILL;
constexpr int kNotFound = 3;

void nothing(const World& /*world*/) {}

void with_124(const World& world) {
    world.install({"12.4"});
}

void with_small_124(const World& world) {
    world.install({"12.4", "--profile", "minimal"});
}

void with_pin(const World& world) {
    ASSERT_EQ(world.run({"use", "12"}).status, 0);
}

void with_124_pinned(const World& world) {
    with_124(world);
    with_pin(world);
}

std::vector<Scenario> scenarios() {
    return {
        {"Install", nothing, {"install", "12.4"}},
        {"InstallCompiler", nothing, {"install", "11.2"}},
        {"InstallAgain", with_124, {"install", "12.4", "--reinstall"}},
        {"InstallLarger", with_small_124, {"install", "12.4", "--cudnn", "none"}},
        {"Uninstall", with_124, {"uninstall", "12.4"}},
        {"Use", with_124, {"use", "12.4"}},
        {"UseAnother", with_124_pinned, {"use", "12.4.1"}},
        {"UseGlobal", with_124, {"use", "--global", "12.4"}},
        {"Lock", with_124_pinned, {"lock"}},
    };
}

class KilledAtEveryCall : public testing::TestWithParam<Scenario> {
 protected:
    /// The command killed at the call; false when it ended before.
    bool kill_and_repeat(const std::string& fault, const Picture& before, const Picture& after) {
        SCOPED_TRACE(fault);
        const Scenario& scenario = GetParam();
        SteadyWorld world(upstream);
        scenario.prepare(world);
        if (run_faulty(world, scenario, fault).status != kKilled) return false;
        EXPECT_EQ(find_half_done(picture_of(world), before, after), "");
        EXPECT_EQ(world.run({"list", "--json"}).status, 0);
        EXPECT_EQ(world.run({"current"}).status, 0);

        const ProcessResult again = run_faulty(world, scenario, "");
        const bool was_done = scenario.name == "Uninstall" && again.status == kNotFound;
        EXPECT_TRUE(again.status == 0 || was_done) << again.errors;
        EXPECT_THAT(leftovers(world), IsEmpty());
        EXPECT_THAT(differences(picture_of(world), after), IsEmpty());
        return true;
    }

    Upstream upstream;
};

TEST_P(KilledAtEveryCall, ShowsNothingHalfDoneAndTheNextRunDoesTheRest) {
    const Scenario& scenario = GetParam();
    SteadyWorld whole(upstream);
    scenario.prepare(whole);
    const Picture before = picture_of(whole);
    ASSERT_EQ(run_faulty(whole, scenario, "").status, 0);
    const Picture after = picture_of(whole);
    const long calls = count_calls(upstream, scenario);
    int kills = 0;
    for (const long number : chosen_calls(calls)) {
        for (const char* moment : {"kill-before", "kill-after"}) {
            kills += kill_and_repeat(fmt::format("{}:{}", moment, number), before, after) ? 1 : 0;
            if (HasFailure()) FAIL() << "after " << kills << " kills";
        }
    }
    std::cout << scenario.name << ": " << calls << " calls, killed " << kills << " times\n";
    EXPECT_GT(kills, 0);
}

INSTANTIATE_TEST_SUITE_P(Commands,
                         KilledAtEveryCall,
                         testing::ValuesIn(scenarios()),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cudaenv::test
