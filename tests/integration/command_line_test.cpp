// SPDX-License-Identifier: Apache-2.0
// Arguments that make no sense are refused, never dropped.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class CommandLine : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(CommandLine, GivesOneNameToOneReleaseOnly) {
    const ProcessResult result = world.run({"install", "11.2", "12.4", "--name", "lab"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("--name"));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_F(CommandLine, TakesACommandAfterDashesForExecOnly) {
    const ProcessResult result = world.run({"-q", "list", "--", "11.2"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("list takes no command after --"), HasSubstr("exec")));
    EXPECT_EQ(world.run({"--", "nvcc"}).status, 2);
    EXPECT_EQ(world.run({"-q", "exec", "system", "--", "sh", "-c", "exit 7"}).status, 7);
}

TEST_F(CommandLine, GivesAnOptionThatRepeatsOneWordAtATime) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--component", "cuda_cupti,nsight_systems", "12.4.0"},
          {"--component", "cuda_cupti", "--component", "nsight_systems", "12.4.0"}}) {
        std::vector<std::string> all{"install", "--dry-run", "--json", "--cudnn", "none"};
        all.insert(all.end(), {"--profile", "minimal", "--with", "static"});
        all.insert(all.end(), arguments.begin(), arguments.end());
        const nlohmann::json plan = world.json(all);
        EXPECT_EQ(plan["environment"], "12.4.0");
        std::vector<std::string> components;
        for (const auto& archive : plan["archives"]) components.push_back(archive["component"]);
        EXPECT_THAT(components, testing::IsSupersetOf({"cuda_cupti", "nsight_systems"}));
    }
}

TEST_F(CommandLine, MustNameACommandToExec) {
    const ProcessResult result = world.run({"exec", "system", "--"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("exec needs a command after --"));
}

}  // namespace
}  // namespace cudaenv::test
