// SPDX-License-Identifier: Apache-2.0
// The real shim program behind nvcc, and removing what is installed.
#include "integration/debian_packages.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
