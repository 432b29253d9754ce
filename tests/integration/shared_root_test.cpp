// SPDX-License-Identifier: Apache-2.0
// A root that an administrator fills, below a user's own.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// The administrator has installed 11.2.2 with a host compiler; the user starts with nothing.
class SharedRoot : public testing::Test {
 protected:
    void SetUp() override {
        world.set_host_compiler("12.2.0");
        world.install({"11.2", "--profile", "minimal"});
        world.environment.set("CUDAENV_SHARED_ROOTS", world.layout().root.string());
        world.environment.set("CUDAENV_ROOT", world.scratch("own").string());
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(SharedRoot, OffersItsEnvironments) {
    const json environments = world.json({"list", "--json"})["environments"];
    ASSERT_EQ(environments.size(), 1U);
    EXPECT_EQ(environments[0]["name"], "11.2.2");
    EXPECT_EQ(environments[0]["origin"], "shared");
}

TEST_F(SharedRoot, RunsItsToolsWithItsHostCompiler) {
    EXPECT_THAT(world.run({"exec", "11.2", "--", "nvcc"}).output,
                AllOf(HasSubstr("program=" + (world.prefix("11.2.2") / "bin/nvcc").string()),
                      HasSubstr("CUDAHOSTCXX=" + world.layout().store().string() + "/gcc-10-")));
}

TEST_F(SharedRoot, IsNotWhereAUserRemovesOrInstalls) {
    EXPECT_NE(world.run({"uninstall", "11.2"}).status, 0);
    EXPECT_TRUE(std::filesystem::exists(world.prefix("11.2.2") / "bin/nvcc"));
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_FALSE(std::filesystem::exists(world.prefix("12.4.1")));
    EXPECT_TRUE(std::filesystem::exists(world.scratch("own/environments/12.4.1/bin/nvcc")));
}

TEST_F(SharedRoot, OfANewerProgramIsPassedOverAndTold) {
    const fs::path shared = world.layout().root;
    write_bytes(shared / "layout", "99\n");
    const ProcessResult list = world.run({"list"});
    EXPECT_EQ(list.status, 0);
    EXPECT_THAT(list.output, Not(HasSubstr("11.2.2")));
    EXPECT_THAT(list.errors,
                AllOf(HasSubstr(shared.string() + " was written by a newer cudaenv (layout 99"),
                      HasSubstr("it is passed over")));
    EXPECT_EQ(world.run({"exec", "11.2", "--", "nvcc"}).status, 127);
}

}  // namespace
}  // namespace cudaenv::test
