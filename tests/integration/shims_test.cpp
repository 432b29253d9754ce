// SPDX-License-Identifier: Apache-2.0
// The real shim program behind nvcc, and removing what is installed.
#include "integration/debian_packages.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace cudaenv::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Shims : public testing::Test {
 protected:
    [[nodiscard]] ProcessResult call(const std::string& tool,
                                     const std::vector<std::string>& arguments = {}) const {
        std::vector<std::string> argv{(world.layout().shims() / tool).string()};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        return world.run_program(argv);
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Shims, BecomeTheToolByItsRealPathWithTheVariablesOfItsEnvironment) {
    world.install({"11.2", "--profile", "minimal"});
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    const std::string prefix = world.prefix("11.2.2").string();
    const ProcessResult result = call("nvcc", {"-c", "a b.cu"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("program=" + prefix + "/bin/nvcc\n"),
                      HasSubstr("arguments=-c a b.cu\n"),
                      HasSubstr("CUDA_HOME=" + prefix + "\n"),
                      HasSubstr("V11.2.152")));
}

TEST_F(Shims, GiveTheToolItsAbsolutePathAsItsName) {
    // A script never learns its own argv[0]; cat can print that of any process.
    Shipment shipment = debian_cuda();
    for (ArchiveEntry& entry : shipment.package("nvidia-cuda-toolkit_").entries)
        if (entry.name == "./usr/bin/ptxas") entry.content = text_of("/bin/cat");
    upstream.add(shipment);
    world.install({"11.2", "--profile", "minimal"});
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    EXPECT_THAT(call("ptxas", {"/proc/self/cmdline"}).output,
                StartsWith((world.prefix("11.2.2") / "bin/ptxas").string() + '\0'));
}

TEST_F(Shims, SwitchWithThePinOfTheDirectory) {
    world.install({"11.2", "--profile", "minimal"});
    world.install({"12.4", "--profile", "minimal"});
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    EXPECT_THAT(call("nvcc").output, HasSubstr("V11.2.152"));
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    EXPECT_THAT(call("nvcc").output, HasSubstr("V12.4.131"));
}

TEST_F(Shims, NameWhatIsMissingAndWhatInstallsIt) {
    world.install({"11.2", "--profile", "minimal"});
    write_bytes(world.project() / ".cudaenv", "12.4\n");
    const ProcessResult result = call("nvcc");
    EXPECT_EQ(result.status, 127);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("cudaenv: nvcc: CUDA 12.4 is not installed"),
                      HasSubstr("~/project/.cudaenv, line 1"),
                      HasSubstr("next: cudaenv install"),
                      HasSubstr("cudaenv exec 11.2 -- nvcc")));
}

TEST_F(Shims, StandForToolsButNotForHostCompilers) {
    world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(names_in(world.layout().shims()),
                AllOf(Contains("nvcc"), Contains("ptxas"), Not(Contains("gcc"))));
}

TEST_F(Shims, GoWithTheLastEnvironmentThatHasTheTool) {
    world.install({"11.2", "--profile", "minimal"});
    ASSERT_THAT(names_in(world.layout().shims()), Contains("cuobjdump"));
    world.install({"12.4", "--profile", "minimal"});
    ASSERT_EQ(world.run({"uninstall", "11.2"}).status, 0);
    EXPECT_THAT(names_in(world.layout().shims()),
                AllOf(Contains("nvcc"), Not(Contains("cuobjdump"))));
    ASSERT_EQ(world.run({"uninstall", "12.4"}).status, 0);
    EXPECT_THAT(names_in(world.layout().shims()), IsEmpty());
}

TEST_F(Shims, ComeWithAShellIntegrationThatPrintsWhatTheRootHolds) {
    for (const std::string shell : {"bash", "zsh", "fish", "sh"}) {
        const ProcessResult result = world.run({"init", shell});
        EXPECT_EQ(result.status, 0) << shell;
        EXPECT_THAT(result.output, HasSubstr(world.layout().shims().string())) << shell;
        EXPECT_EQ(result.output, text_of(world.layout().shell() / ("init." + shell)));
    }
}

/// Whatever was cut short or taken away, the next command of any kind puts it right.
class ShimUpkeep : public Shims {
 protected:
    void expect_in_step() const {
        EXPECT_THAT(names_in(world.layout().shims()), AllOf(Contains("nvcc"), Contains("ptxas")));
        for (const char* file : {"shim/cudaenv-shim",
                                 "shell/init.bash",
                                 "shell/init.zsh",
                                 "shell/init.fish",
                                 "shell/init.sh"}) {
            EXPECT_TRUE(std::filesystem::exists(world.layout().root / file)) << file;
        }
        EXPECT_THAT(call("nvcc", {}).errors, Not(HasSubstr("damaged")));
    }

    void install_and_be_killed() {
        const auto marker = world.scratch("marker");
        world.environment.set("CUDAENV_CHECKPOINT", "shims-refresh:" + marker.string());
        Background running = world.start({"install", "12.4", "--profile", "minimal"});
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(marker); }));
        running.signal(SIGKILL);
        EXPECT_EQ(running.wait().status, 128 + SIGKILL);
        world.environment.unset("CUDAENV_CHECKPOINT");
        ASSERT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.1"));
        ASSERT_THAT(names_in(world.layout().shims()), IsEmpty());
    }
};

TEST_F(ShimUpkeep, FollowsAnInstallationThatWasKilledBeforeItsShims) {
    install_and_be_killed();
    EXPECT_EQ(world.run({"list"}).status, 0);
    expect_in_step();
}

TEST_F(ShimUpkeep, ComesWithTheInstallThatFindsEverythingInstalled) {
    install_and_be_killed();
    EXPECT_THAT(world.install({"12.4", "--profile", "minimal"}).errors,
                HasSubstr("already installed"));
    expect_in_step();
}

TEST_F(ShimUpkeep, FollowsAnInstallationThatCouldNotWriteItsShims) {
    ASSERT_EQ(world.run({"init", "bash"}).status, 0);
    std::filesystem::remove(world.layout().root / "shim/cudaenv-shim");
    // Where the root user runs the tests, a directory in the way is what stops everybody.
    write_bytes(world.layout().shims() / "nvcc/in the way", "");
    EXPECT_NE(world.run({"install", "12.4", "--profile", "minimal"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.1"));
    const ProcessResult list = world.run({"list"});
    EXPECT_EQ(list.status, 0) << "a command about something else goes on";
    EXPECT_THAT(list.output, HasSubstr("12.4.1"));
    std::filesystem::remove_all(world.layout().shims() / "nvcc");
    EXPECT_EQ(world.run({"current"}).status, 0);
    expect_in_step();
}

TEST_F(ShimUpkeep, PutsBackWhatWasRemoved) {
    world.install({"12.4", "--profile", "minimal"});
    for (const char* path :
         {"shims/nvcc", "shims", "shim/cudaenv-shim", "shim", "shell/init.zsh", "shell"}) {
        std::filesystem::remove_all(world.layout().root / path);
        EXPECT_EQ(world.run({"current"}).status, 0);
        expect_in_step();
    }
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    std::filesystem::remove_all(world.layout().root / "shims");
    EXPECT_EQ(world.run({"exec", "--", "nvcc"}).status, 0);
    expect_in_step();
}

TEST_F(ShimUpkeep, FollowsEnvironmentsThatCameOrWentByHand) {
    world.install({"12.4", "--profile", "minimal"});
    world.install({"11.2", "--profile", "minimal"});
    std::filesystem::rename(world.prefix("11.2.2"), world.scratch("away"));
    EXPECT_EQ(world.run({"list"}).status, 0);
    EXPECT_THAT(names_in(world.layout().shims()), Not(Contains("cuobjdump")));
    std::filesystem::rename(world.scratch("away"), world.prefix("11.2.2"));
    EXPECT_EQ(world.run({"list"}).status, 0);
    EXPECT_THAT(names_in(world.layout().shims()), Contains("cuobjdump"));
}

TEST_F(ShimUpkeep, MakesNothingWhereNothingIsInstalled) {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"list"}, {"current"}, {"machine"}, {"which", "nvcc"}}) {
        static_cast<void>(world.run(command));
        EXPECT_FALSE(std::filesystem::exists(world.layout().root)) << command.front();
    }
    ASSERT_EQ(world.run({"use", "--global", "12.4"}).status, 0);
    EXPECT_EQ(world.run({"list"}).status, 0);
    EXPECT_THAT(names_in(world.layout().root / "shim"), IsEmpty());
    EXPECT_THAT(names_in(world.layout().shell()), IsEmpty());
}

TEST_F(ShimUpkeep, TouchesNothingWhereAllIsWell) {
    world.install({"12.4", "--profile", "minimal"});
    const auto stamp = world.layout().root / "shim/stamp";
    const auto before = std::filesystem::last_write_time(stamp);
    for (const char* command : {"list", "current"}) EXPECT_EQ(world.run({command}).status, 0);
    EXPECT_EQ(std::filesystem::last_write_time(stamp), before);
}

class Uninstalling : public Shims {};

TEST_F(Uninstalling, RemovesWhatOnlyThatEnvironmentUsed) {
    world.install({"12.4.0"});
    world.install({"12.4.1"});
    ASSERT_EQ(world.run({"uninstall", "12.4.0"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.1-cudnn9.1.1"));
    EXPECT_THAT(find_faults(world.prefix("12.4.1-cudnn9.1.1")), IsEmpty());
    const std::vector<std::string> entries = names_in(world.layout().store());
    EXPECT_THAT(entries, Not(Contains(HasSubstr("cuda_nvcc-12.4.99"))));
    EXPECT_THAT(entries, Contains(HasSubstr("cuda_nvcc-12.4.131")));
    EXPECT_THAT(entries, Contains(HasSubstr("libcublas-12.4.5.8")));
}

TEST_F(Uninstalling, RefusesASpecThatMatchesSeveral) {
    world.install({"12.4.1"});
    world.install({"12.4.1", "--profile", "minimal"});
    const ProcessResult result = world.run({"uninstall", "12.4"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("12.4.1-cudnn9.1.1"), HasSubstr("--all")));
    EXPECT_EQ(names_in(world.layout().environments()).size(), 2U);
    EXPECT_EQ(world.run({"uninstall", "12.4", "--all"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
}

TEST_F(Uninstalling, KeepsAHostCompilerThatWasInstalledByItself) {
    world.install({"gcc-10"});
    world.install({"12.4", "--profile", "minimal"});
    ASSERT_EQ(world.run({"uninstall", "12.4"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), ElementsAre(HasSubstr("gcc-10")));
}

TEST_F(Uninstalling, WarnsWhenAProjectPinsIt) {
    world.install({"12.4", "--profile", "minimal"});
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    EXPECT_THAT(world.run({"uninstall", "12.4"}).errors,
                HasSubstr("~/project/.cudaenv asks for CUDA 12.4"));
}

TEST_F(Uninstalling, SaysWhatIsNotThere) {
    EXPECT_EQ(world.run({"uninstall", "12.4"}).status, 3);
}

}  // namespace
}  // namespace cudaenv::test
