// SPDX-License-Identifier: Apache-2.0
// Which program a shim becomes, and what it says when there is none.
#include "unit/activation/fake_toolkit.hpp"

#include <cudaenv/activation/shim.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::activation {
namespace {

using test::FakeRoot;
using test::fs::path;
using testing::HasSubstr;

std::string text_of(const ShimAnswer& answer) {
    std::string text;
    for (const std::string& line : answer.words) text += line + "\n";
    return text;
}

class ShimTest : public testing::Test {
 protected:
    [[nodiscard]] Tool tool(const std::string& name) const {
        root_.add_shim(name);
        return std::get<Tool>(find_tool(name, root_.environment, root_.project));
    }

    [[nodiscard]] ShimAnswer complaint(const std::string& name) const {
        return std::get<ShimAnswer>(find_tool(name, root_.environment, root_.project));
    }

    void pin(const std::string& text) const { FakeRoot::write(root_.project / ".cudaenv", text); }

    void set_path(const std::vector<path>& directories) {
        std::string text;
        for (const path& directory : directories) text += directory.string() + ":";
        root_.environment.set("PATH", text + "/nowhere");
    }

    FakeRoot root_;
};

TEST_F(ShimTest, BecomesTheToolOfThePinInItsEnvironment) {
    const auto target = root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    EXPECT_EQ(tool("nvcc").program, target.path / "bin/nvcc");
    EXPECT_EQ(tool("nvcc").environment.find("CUDA_HOME"), target.path.string());
    EXPECT_EQ(tool("nvcc").environment.find("PATH"),
              (target.path / "bin").string() + ":/usr/bin:/bin");
}

TEST_F(ShimTest, KeepsHeadersAndLibrariesOfAnotherToolkitFromItsTool) {
    root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    const path other = test::add_toolkit(root_.dir / "cuda-13.0");
    root_.environment.set("CPATH", (other / "include").string() + ":/mine");
    root_.environment.set("LIBRARY_PATH", (other / "lib64").string());
    EXPECT_EQ(tool("nvcc").environment.find("CPATH"), "/mine");
    EXPECT_EQ(tool("nvcc").environment.find("LIBRARY_PATH"), std::nullopt);
    root_.environment = tool("nvcc").environment;
    FakeRoot::write_program(root_.dir / "bin/nvcc");
    set_path({root_.dir / "bin"});
    root_.environment.set("CUDAENV_VERSION", "system");
    EXPECT_EQ(tool("nvcc").environment.find("CPATH"), (other / "include").string() + ":/mine")
        << "the system's own has them";
}

TEST_F(ShimTest, PutsItsEnvironmentBeforeWhatCameInFrontOfIt) {
    const auto target = root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    root_.environment = tool("nvcc").environment;
    root_.environment.set("PATH", "/elsewhere/bin:" + *root_.environment.find("PATH"));
    EXPECT_EQ(tool("nvcc").environment.find("PATH"),
              (target.path / "bin").string() + ":/elsewhere/bin:/usr/bin:/bin");
}

TEST_F(ShimTest, StartsNothingInARootOfANewerProgram) {
    root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    FakeRoot::write(root_.layout.layout_file(), "2\n");
    const ShimAnswer answer = run_shim({"nvcc"}, root_.environment);
    EXPECT_EQ(answer.status, 127);
    EXPECT_THAT(text_of(answer), HasSubstr("was written by a newer cudaenv"));
}

TEST_F(ShimTest, TheVariableBeatsThePin) {
    root_.add("11.2.2", "11.2.2");
    const auto other = root_.add("12.4.1", "12.4.1");
    pin("11.2\n");
    root_.environment.set("CUDAENV_VERSION", "12.4");
    EXPECT_EQ(tool("nvcc").program, other.path / "bin/nvcc");
}

TEST_F(ShimTest, UsesTheRealDirectoryOfALinkedRoot) {
    const auto target = root_.add("11.2.2", "11.2.2");
    test::fs::create_directory_symlink(root_.dir / "data", root_.dir / "link");
    root_.environment.set("XDG_DATA_HOME", (root_.dir / "link").string());
    pin("11.2\n");
    EXPECT_EQ(tool("nvcc").program, target.path / "bin/nvcc");
}

TEST_F(ShimTest, FollowsALinkOfTheSameNameOnly) {
    const auto target = root_.add("11.2.2", "11.2.2");
    FakeRoot::write_program(target.path / "real/ptxas");
    test::fs::create_symlink("../real/ptxas", target.path / "bin/ptxas");
    test::fs::create_symlink("nvcc", target.path / "bin/other");
    pin("11.2\n");
    EXPECT_EQ(tool("ptxas").program, target.path / "real/ptxas");
    EXPECT_EQ(tool("other").program, target.path / "bin/other");
}

TEST_F(ShimTest, IsNothingThatALinkOfAnotherNameMakes) {
    const auto target = root_.add("11.2.2", "11.2.2");
    FakeRoot::write_program(target.path / "bin/git");
    pin("11.2\n");
    root_.add_shim("nvcc");
    EXPECT_EQ(complaint("git").status, 127);
    EXPECT_THAT(text_of(complaint("git")), HasSubstr("no name that cudaenv stands for"));
}

TEST_F(ShimTest, StandsForTheToolsOfASharedRootToo) {
    const FakeRoot shared;
    const auto target = shared.add("13.0.2", "13.0.2");
    root_.environment.set("CUDAENV_SHARED_ROOTS", shared.layout.root.string());
    pin("13.0\n");
    EXPECT_EQ(complaint("nvcc").status, 127);
    shared.add_shim("nvcc");
    EXPECT_EQ(std::get<Tool>(find_tool("nvcc", root_.environment, root_.project)).program,
              target.path / "bin/nvcc");
}

TEST_F(ShimTest, SystemTakesTheFirstOnPathThatIsNoShim) {
    const path shim = root_.dir / "lib/cudaenv-shim";
    FakeRoot::write_program(shim);
    for (const path& directory : {root_.layout.shims(), root_.dir / "foreign-root/shims"}) {
        test::fs::create_directories(directory);
        test::fs::create_symlink(shim, directory / "nvcc");
    }
    FakeRoot::write(root_.dir / "not-executable/nvcc", "");
    FakeRoot::write_program(root_.dir / "second/nvcc");
    test::fs::create_directory_symlink(root_.layout.shims(), root_.dir / "shims-again");
    set_path({root_.dir / "shims-again",
              root_.dir / "foreign-root/shims",
              root_.dir / "not-executable",
              root_.dir / "second"});
    EXPECT_EQ(tool("nvcc").program, root_.dir / "second/nvcc");
}

TEST_F(ShimTest, SystemLeavesTheActiveEnvironment) {
    root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    FakeRoot::write_program(root_.dir / "bin/nvcc");
    set_path({root_.dir / "bin"});
    root_.environment = tool("nvcc").environment;
    root_.environment.set("CUDAENV_VERSION", "system");
    EXPECT_EQ(tool("nvcc").program, root_.dir / "bin/nvcc");
    EXPECT_EQ(tool("nvcc").environment.find("CUDA_HOME"), std::nullopt);
}

TEST_F(ShimTest, SystemStopsWhenAProgramCallsItself) {
    FakeRoot::write_program(root_.dir / "bin/nvcc");
    set_path({root_.dir / "bin"});
    for (int depth = 0; depth < 16; ++depth) root_.environment = tool("nvcc").environment;
    EXPECT_EQ(complaint("nvcc").status, 126);
    EXPECT_THAT(text_of(complaint("nvcc")), HasSubstr("calls itself"));
}

TEST_F(ShimTest, AFileThatIsNotExecutableIsNoTool) {
    FakeRoot::write(root_.add("lab", "12.1.0").path / "bin/ncu", "");
    pin("lab\n");
    EXPECT_EQ(complaint("ncu").status, 127);
}

TEST_F(ShimTest, AnEnvironmentWhoseToolIsAShimDoesNotHaveIt) {
    const auto target = root_.add("lab", "12.1.0");
    test::fs::create_symlink(root_.dir / "lib/cudaenv-shim", target.path / "bin/ncu");
    FakeRoot::write_program(root_.dir / "lib/cudaenv-shim");
    pin("lab\n");
    EXPECT_EQ(complaint("ncu").status, 127);
}

TEST_F(ShimTest, SaysWhatIsNotInstalledAndWhatIs) {
    root_.add("11.2.2", "11.2.2");
    pin("12.4\n");
    EXPECT_EQ(complaint("nvcc").status, 127);
    EXPECT_EQ(text_of(complaint("nvcc")),
              "cudaenv: nvcc: CUDA 12.4 is not installed (asked for by ~/x/.cudaenv, line 1)\n"
              "next: cudaenv install         or: cudaenv exec 11.2 -- nvcc …\n");
}

TEST_F(ShimTest, SaysOnlyInstallWhenNothingElseIsThere) {
    pin("12.4\n");
    EXPECT_THAT(text_of(complaint("nvcc")), HasSubstr("\nnext: cudaenv install\n"));
}

TEST_F(ShimTest, NamesTheEnvironmentThatHasAMissingTool) {
    root_.add("11.2.2", "11.2.2");
    const auto other = root_.add("12.4.1", "12.4.1");
    FakeRoot::write_program(other.path / "bin/ncu");
    pin("11.2\n");
    EXPECT_EQ(complaint("ncu").status, 127);
    EXPECT_EQ(text_of(complaint("ncu")),
              "cudaenv: ncu: not in 11.2.2, selected by ~/x/.cudaenv, line 1\n"
              "next: cudaenv exec 12.4 -- ncu …\n");
    EXPECT_EQ(text_of(complaint("nsys")),
              "cudaenv: nsys: not in 11.2.2, selected by ~/x/.cudaenv, line 1, nor in any other "
              "environment\nnext: cudaenv install 11.2.2 --profile full\n");
}

TEST_F(ShimTest, RecommendsNoEnvironmentThatOnlyAnotherProjectTrusts) {
    root_.add("lab", "12.4.1", "project /somewhere/else\n");
    pin("12.4\n");
    EXPECT_EQ(text_of(complaint("nvcc")),
              "cudaenv: nvcc: CUDA 12.4 is not installed (asked for by ~/x/.cudaenv, line 1)\n"
              "next: cudaenv install\n");
}

TEST_F(ShimTest, ExplainsAnEmptySystem) {
    set_path({});
    EXPECT_EQ(text_of(complaint("nvcc")),
              "cudaenv: nvcc: not on PATH, and no CUDA is selected here\n"
              "next: cudaenv install\n");
    root_.add("11.2.2", "11.2.2");
    pin("system\n");
    EXPECT_EQ(text_of(complaint("nvcc")),
              "cudaenv: nvcc: not on PATH; \"system\" is selected by ~/x/.cudaenv, line 1\n"
              "next: cudaenv use 11.2         or: cudaenv exec 11.2 -- nvcc …\n");
}

TEST_F(ShimTest, ABadSettingIsAnAnswer) {
    root_.environment.set("CUDAENV_VERSION", "../x");
    const ShimAnswer answer = run_shim({"/somewhere/shims/nvcc"}, root_.environment);
    EXPECT_EQ(answer.status, 127);
    EXPECT_THAT(text_of(answer), HasSubstr("cudaenv: nvcc: CUDAENV_VERSION: "));
}

TEST_F(ShimTest, UnderItsOwnNameServesHooks) {
    root_.environment.set("CUDAENV_VERSION", "12.4");
    const ShimAnswer answer = run_shim({"cudaenv-shim", "--hook", "zsh"}, root_.environment);
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.output, HasSubstr("__cudaenv_said="));
    EXPECT_THAT(text_of(answer), HasSubstr("asks for CUDA 12.4"));
}

TEST_F(ShimTest, UnderItsOwnNameHasNoOtherUse) {
    for (const std::vector<std::string>& argv :
         {std::vector<std::string>{}, {"cudaenv-shim"}, {"cudaenv-shim", "--hook", "nu"}}) {
        EXPECT_EQ(run_shim(argv, root_.environment).status, 2);
    }
}

}  // namespace
}  // namespace cudaenv::activation
