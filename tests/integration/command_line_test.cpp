// SPDX-License-Identifier: Apache-2.0
// Arguments that make no sense are refused, never dropped.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/base/text.hpp>

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

TEST_F(CommandLine, ShowsNoHelpInThePlaceOfAMistake) {
    const ProcessResult command = world.run({"instal", "--help"});
    EXPECT_EQ(command.status, 2);
    EXPECT_THAT(command.output, IsEmpty());
    EXPECT_THAT(command.errors,
                AllOf(HasSubstr("no command or option is called instal"),
                      HasSubstr("did you mean install?")));
    const ProcessResult option = world.run({"install", "--profil", "--help"});
    EXPECT_EQ(option.status, 2);
    EXPECT_THAT(option.errors, AllOf(HasSubstr("--profil"), HasSubstr("cudaenv install --help")));
    EXPECT_EQ(world.run({"install", "12.4", "--help"}).status, 0);
    EXPECT_EQ(world.run({"--help"}).status, 0);
    EXPECT_EQ(world.run({"--verbose", "list"}).status, 2);
}

TEST_F(CommandLine, NeedsTheShimProgramOnlyForShims) {
    const std::string alone = world.scratch("cudaenv");
    std::filesystem::copy_file(CUDAENV_PROGRAM, alone);
    world.install({"12.4.0", "--profile", "minimal", "--cudnn", "none"});
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"list"}, {"resolve", "12"}, {"use", "12.4"}, {"current"}}) {
        std::vector<std::string> argv{alone};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        const ProcessResult result = world.run_program(argv);
        EXPECT_EQ(result.status, 0) << result.errors;
    }
    const ProcessResult result =
        world.run_program({alone, "install", "12.4.1", "--profile", "minimal", "--cudnn", "none"});
    EXPECT_EQ(result.status, 3) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("cudaenv-shim is missing beside"));
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

struct OddName {
    const char* name;
    std::vector<std::string> arguments;
    int status;
};

class OddNames : public CommandLine, public testing::WithParamInterface<OddName> {};

TEST_P(OddNames, AreRefusedAndNeverPrinted) {
    for (const char* odd : {"a\nb",
                            "a\x1b[2Jb",
                            "a\x07",
                            "a/b",
                            "a b",
                            "\xc2\x9b"
                            "2J"}) {
        std::vector<std::string> arguments;
        for (const std::string& argument : GetParam().arguments)
            arguments.push_back(replace_all(argument, "ODD", odd));
        const ProcessResult result = world.run(arguments);
        EXPECT_EQ(result.status, GetParam().status) << odd << '\n' << result.errors;
        EXPECT_THAT(result.errors, testing::StartsWith("cudaenv: ")) << odd;
        for (const char* shown : {"a\nb", "\x1b", "\x07"}) {
            EXPECT_THAT(result.errors, testing::Not(HasSubstr(shown)));
            EXPECT_THAT(result.output, testing::Not(HasSubstr(shown)));
        }
    }
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Commands,
    OddNames,
    testing::Values(OddName{"InstallName", {"install", "12.4", "--name", "ODD"}, 2},
                    OddName{"Install", {"install", "ODD"}, 2},
                    OddName{"Use", {"use", "ODD"}, 2},
                    OddName{"UseGlobally", {"use", "--global", "ODD"}, 2},
                    OddName{"Uninstall", {"uninstall", "ODD"}, 2},
                    OddName{"Prefix", {"prefix", "ODD"}, 2},
                    OddName{"Which", {"which", "ODD"}, 2},
                    OddName{"Upgrade", {"upgrade", "ODD"}, 2},
                    OddName{"Exec", {"exec", "ODD", "--", "sh"}, 127},
                    OddName{"ExecEach", {"exec", "--each", "system,ODD", "--", "sh"}, 127}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(CommandLine, SkipsEnvironmentsWithOddNames) {
    world.install({"12.4", "--profile", "minimal"});
    const auto record = world.prefix("12.4.1") / ".cudaenv";
    for (const char* odd : {"a\nb", "a\x1b[2J"}) {
        std::filesystem::create_directory(world.layout().environments() / odd);
        std::filesystem::copy(record,
                              world.layout().environments() / odd / ".cudaenv",
                              std::filesystem::copy_options::recursive);
    }
    EXPECT_EQ(world.json({"list", "--json"})["environments"].size(), 1U);
    for (const char* command : {"list", "upgrade"}) {
        const ProcessResult result = world.run({command});
        EXPECT_EQ(result.status, 0) << result.errors;
        EXPECT_THAT(result.output + result.errors, testing::Not(HasSubstr("\x1b")));
        EXPECT_THAT(result.output + result.errors, testing::Not(HasSubstr("a\nb")));
    }
    EXPECT_EQ(world.run({"uninstall", "12.4.1"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
}

TEST_F(CommandLine, MustNameACommandToExec) {
    const ProcessResult result = world.run({"exec", "system", "--"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("exec needs a command after --"));
}

}  // namespace
}  // namespace cudaenv::test
