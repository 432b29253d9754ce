// SPDX-License-Identifier: Apache-2.0
// What the prompt hook's helper answers.
#include "activation/hook.hpp"

#include "unit/activation/fake_toolkit.hpp"

#include <cudaenv/activation/changes.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::activation {
namespace {

using test::FakeRoot;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class HookTest : public testing::Test {
 protected:
    [[nodiscard]] HookAnswer answer(Shell shell = Shell::bash) const {
        return run_hook(shell, root_.environment, root_.project, root_.layout);
    }

    void pin(const std::string& text) const { FakeRoot::write(root_.project / ".cudaenv", text); }

    void activate(const store::Installed& target) {
        const Changes changes =
            enter(root_.environment, target, LibraryPath::automatic, Front::as_it_is);
        root_.environment = applied(root_.environment, changes);
    }

    FakeRoot root_;
};

TEST_F(HookTest, SaysNothingWhereNothingIsAsked) {
    EXPECT_THAT(answer().code, IsEmpty());
    EXPECT_THAT(answer().message, IsEmpty());
}

TEST_F(HookTest, EntersWhatThePinNames) {
    root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    EXPECT_THAT(
        answer().code,
        HasSubstr("export CUDA_HOME='" + root_.layout.environment("11.2.2").string() + "'"));
    EXPECT_THAT(answer(Shell::fish).code, HasSubstr("set -gx CUDA_HOME "));
    EXPECT_THAT(answer().message, IsEmpty());
}

TEST_F(HookTest, TakesAnotherToolkitOutOfWhatCompilersSearchUntilItLeaves) {
    const auto target = root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    const std::string include = test::add_toolkit(root_.dir / "cuda-13.0") / "include";
    root_.environment.set("CPATH", include + ":/mine");
    EXPECT_THAT(answer().code, HasSubstr("export CPATH='/mine'\n"));
    EXPECT_THAT(answer(Shell::fish).code, HasSubstr("set -gx CPATH '/mine'\n"));
    activate(target);
    EXPECT_THAT(answer().code, IsEmpty());
    pin("system\n");
    EXPECT_THAT(answer().code, HasSubstr("export CPATH='" + include + ":/mine'\n"));
}

TEST_F(HookTest, NamesADamagedEnvironmentAndWhatMendsIt) {
    const auto target = root_.add("11.2.2", "11.2.2");
    FakeRoot::write(target.path / ".cudaenv/activation", "nonsense");
    pin("11.2\n");
    EXPECT_EQ(answer().message,
              "cudaenv: .cudaenv asks for CUDA 11.2, but 11.2.2 is damaged (.cudaenv/activation:1: "
              "this is no activation file): cudaenv install");
}

TEST_F(HookTest, SaysThatANewerProgramWroteTheRoot) {
    root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    FakeRoot::write(root_.layout.layout_file(), "2\n");
    EXPECT_THAT(answer().message, HasSubstr("was written by a newer cudaenv"));
    EXPECT_THAT(answer().code, Not(HasSubstr("CUDA_HOME")));
}

TEST_F(HookTest, SaysInOneLineThatTheRootCannotBeRead) {
    pin("11.2\n");
    test::fs::remove_all(root_.layout.environments());
    test::fs::create_directories(root_.layout.root);
    test::fs::create_symlink("environments", root_.layout.environments());
    EXPECT_THAT(answer().message, HasSubstr(root_.layout.environments().string()));
    EXPECT_THAT(answer().message, Not(HasSubstr("\n")));
    EXPECT_THAT(answer().code, Not(HasSubstr("CUDA_HOME")));
}

TEST_F(HookTest, DoesNothingWhenThatIsActive) {
    const auto target = root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    activate(target);
    EXPECT_THAT(answer().code, IsEmpty());
}

TEST_F(HookTest, LeavesOutsideOfTheProject) {
    activate(root_.add("11.2.2", "11.2.2"));
    EXPECT_THAT(answer().code, HasSubstr("unset CUDA_HOME\n"));
    EXPECT_THAT(answer().code, HasSubstr("export PATH='/usr/bin:/bin'\n"));
}

TEST_F(HookTest, NamesThePinThatIsNotInstalledAndLeaves) {
    activate(root_.add("11.2.2", "11.2.2"));
    pin("12.4\n");
    EXPECT_EQ(answer().message,
              "cudaenv: .cudaenv asks for CUDA 12.4, which is not installed: cudaenv install");
    EXPECT_THAT(answer().code, HasSubstr("unset CUDA_HOME\n"));
}

TEST_F(HookTest, NamesTheVariableThatAsksForWhatIsNotInstalled) {
    root_.environment.set("CUDAENV_VERSION", "12.4");
    EXPECT_EQ(answer().message,
              "cudaenv: CUDAENV_VERSION asks for CUDA 12.4, which is not installed: "
              "cudaenv install 12.4");
}

TEST_F(HookTest, SaysNothingTwice) {
    pin("12.4\n");
    const HookAnswer first = answer();
    EXPECT_THAT(first.code, HasSubstr("__cudaenv_said='" + first.message + "'\n"));
    root_.environment.set("CUDAENV_SAID", first.message);
    EXPECT_THAT(answer().message, IsEmpty());
    EXPECT_THAT(answer().code, IsEmpty());

    pin("system\n");
    EXPECT_EQ(answer().code, "__cudaenv_said=''\n");
    EXPECT_EQ(answer(Shell::fish).code, "set -g __cudaenv_said ''\n");
}

TEST_F(HookTest, ABadPinIsAMessageWithoutControlCharacters) {
    pin("cuda: 11\nhook: \"rm\"\n");
    EXPECT_THAT(answer().message, HasSubstr(".cudaenv:2: the pin has an unknown key \"hook\""));
    root_.project = root_.home / "\x1b[31mx";
    pin("12.4.\n");
    EXPECT_THAT(answer().message, Not(HasSubstr("\x1b")));
}

TEST_F(HookTest, ExplainsWhyLibraryPathIsLeftAlone) {
    root_.add("11.2.2", "11.2.2");
    pin("11.2\n");
    const test::fs::path venv = root_.home / "venv";
    test::fs::create_directories(venv / "lib/python3.11/site-packages/nvidia/cublas/lib");
    root_.environment.set("VIRTUAL_ENV", venv.string());
    EXPECT_THAT(answer().code, Not(HasSubstr("export LD_LIBRARY_PATH")));
    EXPECT_EQ(answer().message,
              "cudaenv: LD_LIBRARY_PATH is left alone: ~/venv brings CUDA libraries of its own");
}

}  // namespace
}  // namespace cudaenv::activation
