// SPDX-License-Identifier: Apache-2.0
// A root that an administrator fills, below a user's own.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

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

TEST_F(SharedRoot, SatisfiesAnInstallation) {
    const ProcessResult result = world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(result.errors,
                HasSubstr("11.2.2 is already installed in the shared root " +
                          world.layout().root.string()));
    EXPECT_FALSE(fs::exists(world.scratch("own/environments/11.2.2")));
    world.install({"11.2", "--profile", "default"});
    EXPECT_TRUE(fs::exists(world.scratch("own/environments"))) << "it has less than that";
}

TEST_F(SharedRoot, IsListedOnce) {
    const std::string root = world.layout().root.string();
    world.environment.set("CUDAENV_SHARED_ROOTS", root + ":" + root + "/:" + root);
    EXPECT_EQ(world.json({"list", "--json"})["environments"].size(), 1U);
    world.environment.set("CUDAENV_ROOT", root);
    EXPECT_EQ(world.json({"list", "--json"})["environments"].size(), 1U) << "it is one's own";
}

/// `command` where the root can be read only; nullopt where no file system may be mounted.
std::optional<ProcessResult> run_below_read_only_root(const World& world,
                                                      const std::string& command) {
    const std::string root = world.layout().root.string();
    ProcessResult result = world.run_program(
        {"/usr/bin/unshare",
         "--user",
         "--map-root-user",
         "--mount",
         "/bin/sh",
         "-c",
         "/bin/mount --bind " + root + " " + root + " && /bin/mount -o remount,bind,ro " + root +
             " || exit 99; " + CUDAENV_PROGRAM + " " + command});
    if (result.status == 99 || result.errors.starts_with("unshare:")) return std::nullopt;
    return result;
}

TEST(ReadOnlyRoot, ServesEveryNewShellInSilence) {
    const Upstream upstream;
    const World world{upstream};
    world.install({"12.4", "--profile", "minimal"});
    const ProcessResult writable = world.run({"init", "bash"});
    fs::remove_all(world.layout().root / "shell");  // there would be something to write
    const auto result = run_below_read_only_root(world, "init bash");
    if (!result) GTEST_SKIP() << "no file system may be mounted here";
    EXPECT_EQ(result->status, 0);
    EXPECT_EQ(result->output, writable.output);
    EXPECT_EQ(result->errors, "");
}

TEST(ReadOnlyRoot, IsToldOnceWhereAProjectIsPinned) {
    const Upstream upstream;
    const World world{upstream};
    world.install({"12.4", "--profile", "minimal"});
    const auto result = run_below_read_only_root(world, "use 12.4");
    if (!result) GTEST_SKIP() << "no file system may be mounted here";
    EXPECT_EQ(result->status, 0);
    EXPECT_EQ(text_of(world.project() / ".cudaenv"), "12.4\n");
    EXPECT_THAT(result->errors, HasSubstr("Read-only file system"));
    EXPECT_EQ(result->errors.find("warning:"), result->errors.rfind("warning:"));
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
