// SPDX-License-Identifier: Apache-2.0
// Who wins, and that nothing is ever substituted.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/selection.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SelectionTest : public testing::Test {
 protected:
    void add_environment(const std::string& name,
                         const std::string& toolkit,
                         const std::string& cudnn = {}) const {
        std::string text = "cudaenv-activation 1\ntoolkit " + toolkit + "\n";
        if (!cudnn.empty()) text += "library cudnn " + cudnn + "\n";
        write(layout_.environment(name) / ".cudaenv/activation",
              text + "path bin\nset CUDACXX ./bin/nvcc\nset NVCC_CCBIN store:gcc/bin/g++\n");
        write(layout_.environment(name) / "bin/nvcc", "");
        write(layout_.store() / "gcc/bin/g++", "");
    }

    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }

    [[nodiscard]] Selection select_here(std::optional<std::string> argument = {}) const {
        return select({std::move(argument), project_}, environment_, layout_);
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
    fs::path project_ = dir_ / "home/x";
    Environment environment_{{{"HOME", (dir_ / "home").string()}}};
};

TEST_F(SelectionTest, TakesNoneThatLacksWhatItsToolsNeed) {
    add_environment("12.4.0", "12.4.0");
    add_environment("12.4.1", "12.4.1");
    fs::remove(layout_.environment("12.4.1") / "bin/nvcc");
    EXPECT_EQ(select_here("12.4").environment->name, "12.4.0");
    const Selection selection = select_here("12.4.1");
    EXPECT_FALSE(selection.environment);
    ASSERT_TRUE(selection.damaged);
    EXPECT_EQ(selection.damaged->reason, "bin/nvcc is missing");
    EXPECT_EQ(selection.damaged->toolkit, parse_version("12.4.1"));
    fs::remove_all(layout_.store());
    ASSERT_TRUE(select_here("12.4.0").damaged);
    EXPECT_EQ(select_here("12.4.0").damaged->reason, "store/gcc/bin/g++ is missing");
}

TEST_F(SelectionTest, TakesALinkToAToolkitElsewhereAsItIs) {
    write(layout_.environment("mine") / ".cudaenv/activation",
          "cudaenv-activation 1\ntoolkit 12.4\npath bin\nprefix /absent\n");
    EXPECT_EQ(select_here("mine").environment->name, "mine");
}

TEST_F(SelectionTest, NothingAskedMeansSystem) {
    const Selection selection = select_here();
    EXPECT_TRUE(selection.is_system);
    EXPECT_EQ(selection.origin.kind, OriginKind::system);
    EXPECT_EQ(origin_text(selection.origin.kind), "system");
    EXPECT_FALSE(selection.environment);
    EXPECT_FALSE(selection.is_missing());
}

TEST_F(SelectionTest, ArgumentBeatsVariableBeatsPinBeatsDefault) {
    for (const char* version : {"11.2.2", "11.8.0", "12.4.1", "13.0.2"}) {
        add_environment(version, version);
    }
    write(layout_.default_file(), "11.2\n");
    EXPECT_EQ(select_here().environment->name, "11.2.2");
    EXPECT_EQ(origin_text(select_here().origin.kind), "default");
    EXPECT_EQ(select_here().origin.where, layout_.default_file());

    write(project_ / ".cudaenv", "# pin\n11.8\n");
    EXPECT_EQ(select_here().environment->name, "11.8.0");
    EXPECT_EQ(origin_text(select_here().origin.kind), "pin");
    EXPECT_EQ(select_here().origin.where, project_ / ".cudaenv");
    EXPECT_EQ(select_here().origin.line, 2);

    environment_.set("CUDAENV_VERSION", "12.4");
    EXPECT_EQ(select_here().environment->name, "12.4.1");
    EXPECT_EQ(origin_text(select_here().origin.kind), "variable");
    EXPECT_EQ(select_here().origin.where, "CUDAENV_VERSION");

    EXPECT_EQ(select_here("13").environment->name, "13.0.2");
    EXPECT_EQ(origin_text(select_here("13").origin.kind), "argument");
}

TEST_F(SelectionTest, AnEmptyVariableAsksForNothing) {
    environment_.set("CUDAENV_VERSION", "");
    EXPECT_TRUE(select_here().is_system);
}

TEST_F(SelectionTest, SystemStopsTheSearch) {
    write(layout_.default_file(), "11.2\n");
    write(project_ / ".cudaenv", "system\n");
    EXPECT_TRUE(select_here().is_system);
    EXPECT_EQ(select_here().origin.kind, OriginKind::pin);
}

TEST_F(SelectionTest, NeverSubstitutes) {
    add_environment("12.3.2", "12.3.2");
    write(project_ / ".cudaenv", "12.4\n");
    const Selection selection = select_here();
    EXPECT_FALSE(selection.is_system);
    EXPECT_FALSE(selection.environment);
    EXPECT_TRUE(selection.is_missing());
}

TEST_F(SelectionTest, APinnedLibraryMustBeThere) {
    add_environment("12.4.1", "12.4.1");
    add_environment("12.4.1-cudnn9.1.0", "12.4.1", "9.1.0.70");
    write(project_ / ".cudaenv", "cuda: 12.4\ncudnn: 9\n");
    EXPECT_EQ(select_here().environment->name, "12.4.1-cudnn9.1.0");
    write(project_ / ".cudaenv", "cuda: 12.4\ncudnn: 8\n");
    EXPECT_FALSE(select_here().environment);
}

TEST_F(SelectionTest, OnlyThePinOfItsProjectSelectsATrustedLock) {
    add_environment("12.9.0", "12.9.0");
    write(layout_.environment("locked") / ".cudaenv/activation",
          "cudaenv-activation 1\ntoolkit 12.4.1\nproject " + project_.string() + "\n");
    write(layout_.environment("locked") / ".cudaenv/trusted.lock", "a lock");
    write(project_ / ".cudaenv.lock", "a lock");
    write(project_ / ".cudaenv", "12\n");
    EXPECT_EQ(select_here().environment->name, "locked");
    EXPECT_EQ(select({{}, project_ / "src"}, environment_, layout_).environment->name, "locked");
    EXPECT_EQ(select_here("12").environment->name, "12.9.0");
    EXPECT_FALSE(select_here("12.4").environment);
    EXPECT_EQ(select_here("locked").environment->name, "locked");

    environment_.set("CUDAENV_VERSION", "12");
    EXPECT_EQ(select_here().environment->name, "12.9.0");
    environment_.set("CUDAENV_VERSION", "");

    const fs::path other = dir_ / "home/other";
    write(other / ".cudaenv", "12.4\n");
    EXPECT_FALSE(select({{}, other}, environment_, layout_).environment);
    write(layout_.default_file(), "12.4\n");
    EXPECT_FALSE(select({{}, dir_ / "home"}, environment_, layout_).environment);
    write(project_ / "below/.cudaenv", "12.4\n");
    EXPECT_FALSE(select({{}, project_ / "below"}, environment_, layout_).environment);
}

TEST_F(SelectionTest, SharedRootsAreSearchedToo) {
    const fs::path shared = dir_ / "shared";
    write(shared / "environments/12.1.1/.cudaenv/activation",
          "cudaenv-activation 1\ntoolkit 12.1.1\n");
    environment_.set("CUDAENV_SHARED_ROOTS", shared.string());
    ASSERT_TRUE(select_here("12.1").environment);
    EXPECT_EQ(select_here("12.1").environment->path, shared / "environments/12.1.1");
}

TEST_F(SelectionTest, AMalformedVariableIsNamed) {
    environment_.set("CUDAENV_VERSION", "../etc");
    try {
        static_cast<void>(select_here());
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.message(), HasSubstr("CUDAENV_VERSION: "));
    }
}

TEST_F(SelectionTest, NoneIsNoToolkit) {
    try {
        static_cast<void>(select_here("none"));
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.message(), HasSubstr("\"none\" names no CUDA"));
    }
}

TEST_F(SelectionTest, NotInstalledNamesThePinAndTheCommand) {
    write(project_ / ".cudaenv", "12.4\n");
    const Error error = not_installed_error(select_here(), environment_);
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_EQ(error.message(), "CUDA 12.4 is not installed (asked for by ~/x/.cudaenv, line 1)");
    EXPECT_EQ(error.hint(), "cudaenv install");
}

TEST_F(SelectionTest, IsRequiredToBeInstalledUnlessNothingIsAskedFor) {
    EXPECT_NO_THROW(require_installed(select_here("system"), environment_));
    EXPECT_THROW(require_installed(select_here("12.4"), environment_), Error);
}

TEST_F(SelectionTest, NotInstalledNamesLibrariesAndQuotesRanges) {
    write(project_ / ".cudaenv", "cuda: 12.4\ncudnn: 9\nnccl: none\ncutensor: 2\n");
    EXPECT_THAT(not_installed_error(select_here(), environment_).message(),
                HasSubstr("CUDA 12.4 with cuDNN 9 and cuTENSOR 2 is not installed"));

    const Error range = not_installed_error(select_here(">=12.1,<12.5"), environment_);
    EXPECT_EQ(range.message(), "CUDA >=12.1,<12.5 is not installed");
    EXPECT_EQ(range.hint(), "cudaenv install '>=12.1,<12.5'");

    const Error name = not_installed_error(select_here("lab"), environment_);
    EXPECT_EQ(name.message(), "environment lab is not installed");
    EXPECT_EQ(name.hint(), "cudaenv list");
}

TEST_F(SelectionTest, InstallIsNoCureForAPinThatNamesAnEnvironment) {
    write(project_ / ".cudaenv", "lab\n");
    EXPECT_EQ(not_installed_error(select_here(), environment_).hint(),
              "cudaenv list shows what is installed; cudaenv install SPEC --name lab makes one of "
              "that name");
}

TEST_F(SelectionTest, NotInstalledNamesTheVariable) {
    environment_.set("CUDAENV_VERSION", "12.4");
    const Error error = not_installed_error(select_here(), environment_);
    EXPECT_EQ(error.message(), "CUDA 12.4 is not installed (asked for by CUDAENV_VERSION)");
    EXPECT_EQ(error.hint(), "cudaenv install 12.4");
}

TEST_F(SelectionTest, ADamagedEnvironmentIsNamedWithWhatMendsIt) {
    write(layout_.environment("12.4.1") / ".cudaenv/activation", "nonsense");
    write(layout_.environment("lab") / ".cudaenv/activation", "toolkit 11.2.2\n");
    const Selection selection = select_here("12.4");
    EXPECT_FALSE(selection.environment);
    ASSERT_TRUE(selection.damaged);
    EXPECT_EQ(selection.damaged->name, "12.4.1");
    const Error error = not_installed_error(selection, environment_);
    EXPECT_EQ(error.kind(), ErrorKind::integrity);
    EXPECT_EQ(error.message(),
              "12.4.1 is damaged: .cudaenv/activation:1: this is no activation file");
    EXPECT_EQ(error.hint(), "cudaenv install 12.4.1 --cudnn none");
    EXPECT_EQ(not_installed_error(select_here("lab"), environment_).hint(),
              "cudaenv install 11.2.2 --name lab");
    EXPECT_FALSE(select_here("13").damaged);

    write(project_ / ".cudaenv", "12.4\n");
    const Error pinned = not_installed_error(select_here(), environment_);
    EXPECT_THAT(pinned.message(), HasSubstr("(asked for by ~/x/.cudaenv, line 1)"));
    EXPECT_EQ(pinned.hint(), "cudaenv install");
}

TEST_F(SelectionTest, AHealthyEnvironmentIsTakenBeforeADamagedOne) {
    add_environment("12.4.0", "12.4.0");
    write(layout_.environment("12.4.1") / ".cudaenv/activation", "nonsense");
    EXPECT_EQ(select_here("12.4").environment.value().name, "12.4.0");
    EXPECT_FALSE(select_here("12.4").damaged);
}

TEST(WorkingDirectory, IsPwdOnlyWhenThatIsTrue) {
    const fs::path here = fs::current_path();
    const test::TempDir dir;
    fs::create_directory_symlink(here, dir / "link");
    EXPECT_EQ(working_directory(Environment{{{"PWD", (dir / "link").string()}}}), dir / "link");
    EXPECT_EQ(working_directory(Environment{{{"PWD", dir.path().string()}}}), here);
    EXPECT_EQ(working_directory(Environment{{{"PWD", "."}}}), here);
    EXPECT_EQ(working_directory(Environment{}), here);
}

}  // namespace
}  // namespace cudaenv::selection
