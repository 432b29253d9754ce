// SPDX-License-Identifier: Apache-2.0
// What belongs together stays together: names, modes, caches, compilers, and what is left when they
// go.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Belongings : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(Belongings, ANameIsNotTakenOverByAnotherToolkit) {
    world.install({"12.4.0", "--profile", "minimal", "--name", "lab"});
    const ProcessResult result =
        world.run({"install", "12.4.1", "--profile", "minimal", "--name", "lab"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("lab is the name of an environment of CUDA 12.4.0"),
                      HasSubstr("cudaenv uninstall lab")));
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["toolkit"], "12.4.0");
    world.install({"12.4.1", "--profile", "minimal", "--name", "lab", "--reinstall"});
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["toolkit"], "12.4.1");
}

TEST_F(Belongings, ANameThatStandsForSomethingElseIsRefused) {
    for (const char* name : {"12", "12.4", "11.2.2", "latest", "system", "none"}) {
        const ProcessResult result =
            world.run({"install", "12.4.0", "--profile", "minimal", "--name", name});
        EXPECT_EQ(result.status, 2) << name;
        EXPECT_THAT(result.errors, AllOf(HasSubstr("cannot be the name"), HasSubstr("--name")));
    }
    world.install({"12.4.0", "--profile", "minimal", "--name", "12.4.0"});
}

TEST_F(Belongings, ANameOfAnEarlierProgramStays) {
    world.install({"12.4.0", "--profile", "minimal", "--name", "lab"});
    fs::rename(world.prefix("lab"), world.prefix("12.4"));
    fs::remove(world.prefix("12.4") / "bin/nvcc");
    world.install({"12.4.0", "--profile", "minimal", "--name", "12.4"});
    const ProcessResult upgrade = world.run({"upgrade"});
    EXPECT_EQ(upgrade.status, 0) << upgrade.errors;
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["toolkit"], "12.4.1");
}

TEST_F(Belongings, HasItsModesWhateverTheUmask) {
    const ProcessResult result = world.run_program(
        {"/bin/sh", "-c", "umask 077; exec \"$0\" install 12.4", CUDAENV_PROGRAM});
    ASSERT_EQ(result.status, 0) << result.errors;
    const fs::path prefix = world.prefix("12.4.1-cudnn9.1.1");
    EXPECT_THAT(find_faults(prefix), IsEmpty());
    EXPECT_EQ(mode_of(prefix), 0755U);
    EXPECT_EQ(mode_of(prefix / ".cudaenv/activation"), 0444U);
}

TEST_F(Belongings, TwoRootsMayShareOneCacheAtTheSameTime) {
    upstream.server().behave(upstream.address("libcublas-"),
                             {.pause = std::chrono::milliseconds(20), .piece_bytes = 10'000});
    world.environment.set("XDG_CACHE_HOME", world.scratch("cache").string());
    Background first = world.start({"install", "12.4"});
    world.environment.set("CUDAENV_ROOT", world.scratch("other-root").string());
    Background second = world.start({"install", "12.4"});
    const ProcessResult one = first.wait();
    const ProcessResult other = second.wait();
    EXPECT_EQ(one.status, 0) << one.errors;
    EXPECT_EQ(other.status, 0) << other.errors;
    EXPECT_THAT(find_faults(world.prefix("12.4.1-cudnn9.1.1")), IsEmpty());
    EXPECT_THAT(find_faults(world.scratch("other-root") / "environments/12.4.1-cudnn9.1.1"),
                IsEmpty());
}

TEST_F(Belongings, WhatAReplacedEnvironmentUsedGoesWithTheNextRemoval) {
    world.install({"12.4", "--cudnn", "none"});
    world.install({"12.4", "--cudnn", "none", "--reinstall", "--with", "static"});
    ASSERT_EQ(world.run({"uninstall", "12.4"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
}

TEST_F(Belongings, ACompilerInstalledByNameIsListedAndRemovedByName) {
    world.install({"gcc-10"});
    EXPECT_THAT(world.run({"list"}).output,
                AllOf(HasSubstr("gcc-10-10.2.1"), HasSubstr("host compiler")));
    world.set_host_compiler("12.2.0");
    world.install({"11.2", "--profile", "minimal"});
    ASSERT_EQ(world.run({"uninstall", "11.2"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), ElementsAre(HasSubstr("gcc-10")));
    ASSERT_EQ(world.run({"uninstall", "gcc-10"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
    EXPECT_EQ(world.run({"uninstall", "gcc-10"}).status, 3);
}

TEST_F(Belongings, AnEnvironmentKeepsTheCompilerThatNobodyWantsForItself) {
    world.set_host_compiler("12.2.0");
    world.install({"gcc-10"});
    world.install({"11.2", "--profile", "minimal"});
    ASSERT_EQ(world.run({"uninstall", "gcc-10"}).status, 0);
    const auto entries = names_in(world.layout().store());
    EXPECT_THAT(entries, testing::Contains(HasSubstr("gcc-10")));
}

TEST_F(Belongings, ARootWithABlankIsRefusedWhereNvccCouldNotFindItsCompiler) {
    world.set_host_compiler("12.2.0");
    world.environment.set("CUDAENV_ROOT", world.scratch("my root").string());
    const ProcessResult result = world.run({"install", "11.2", "--profile", "minimal"});
    EXPECT_EQ(result.status, 6);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("blank"), HasSubstr("CUDAENV_ROOT")));
    EXPECT_THAT(upstream.server().requests(upstream.address("nvidia-cuda-dev_")), SizeIs(0));
}

}  // namespace
}  // namespace cudaenv::test
