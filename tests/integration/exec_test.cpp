// SPDX-License-Identifier: Apache-2.0
// exec: the statuses of what cannot be run, and a matrix of environments.
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

class Exec : public testing::Test {
 protected:
    /// A file of the project that is no program, with these permissions.
    [[nodiscard]] std::string no_program(fs::perms permissions) const {
        const fs::path file = write_bytes(world.project() / "data", std::string(8, '\1'));
        fs::permissions(file, permissions);
        return file.string();
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Exec, TellsMissingCommandsFromThoseThatCannotBeExecuted) {
    EXPECT_EQ(world.run({"exec", "system", "--", "no-such-command"}).status, 127);
    EXPECT_EQ(world.run({"exec", "system", "--", "./no-such-command"}).status, 127);
    EXPECT_EQ(world.run({"exec", "system", "--", no_program(fs::perms{0644})}).status, 126);
    EXPECT_EQ(world.run({"exec", "system", "--", no_program(fs::perms{0755})}).status, 126);
    EXPECT_EQ(world.run({"exec", "--each", "system", "--", no_program(fs::perms{0644})}).status,
              126);
    EXPECT_EQ(world.run({"exec", "--each", "system", "--", no_program(fs::perms{0755})}).status,
              126);
}

TEST_F(Exec, FailsWith127WheneverTheCommandIsNotReached) {
    EXPECT_EQ(world.run({"exec", "../etc", "--", "sh"}).status, 127);
    world.environment.set("CUDAENV_ROOT", "relative");
    const ProcessResult result = world.run({"exec", "system", "--", "sh"});
    EXPECT_EQ(result.status, 127);
    EXPECT_THAT(result.errors, HasSubstr("CUDAENV_ROOT"));
}

TEST_F(Exec, GoesOnWithTheOtherEnvironmentsAndSumsUpWhenOneIsNotInstalled) {
    world.install({"11.2", "--profile", "minimal"});
    const ProcessResult result = world.run({"exec", "--each", "13,11.2", "--", "nvcc"});
    EXPECT_EQ(result.status, 127);
    EXPECT_THAT(result.output, HasSubstr("V11.2.152"));
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("CUDA 13 is not installed"),
                      HasSubstr("cudaenv install 13"),
                      ContainsRegex("13 +FAILED.*exit 127"),
                      ContainsRegex("11\\.2 +passed")));
}

TEST_F(Exec, ReturnsTheFirstStatusThatIsNotZero) {
    world.install({"11.2", "--profile", "minimal"});
    EXPECT_EQ(world
                  .run({"exec",
                        "--each",
                        "11.2,system,13",
                        "--",
                        "sh",
                        "-c",
                        "[ \"$CUDAENV_VERSION\" != system ] || exit 5"})
                  .status,
              5);
}

TEST_F(Exec, InsideExecUsesTheInnerEnvironmentOnly) {
    world.install({"12.4", "--profile", "minimal"});
    world.install({"11.2", "--profile", "minimal"});
    const ProcessResult result = world.run({"exec",
                                            "12.4",
                                            "--",
                                            CUDAENV_PROGRAM,
                                            "exec",
                                            "11.2",
                                            "--",
                                            "sh",
                                            "-c",
                                            "echo $PATH; echo $LD_LIBRARY_PATH"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output, AllOf(HasSubstr("/11.2.2/"), Not(HasSubstr("/12.4.1/"))));
}

}  // namespace
}  // namespace cudaenv::test
