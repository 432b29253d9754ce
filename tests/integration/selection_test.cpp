// SPDX-License-Identifier: Apache-2.0
// use, current, which, prefix, list, exec: which environment applies, and who said so.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Two toolkits are installed: 11.2.2 and 12.4.1, small ones.
class Selecting : public testing::Test {
 protected:
    void SetUp() override {
        world.install({"11.2", "--profile", "minimal"});
        world.install({"12.4", "--profile", "minimal"});
    }

    [[nodiscard]] std::string selected_by(const std::string& kind) const {
        const json current = world.json({"current", "--json"});
        EXPECT_EQ(current["origin"]["kind"], kind);
        return current["environment"].is_null() ? "" : current["environment"].get<std::string>();
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Selecting, StartsWithTheSystem) {
    EXPECT_EQ(selected_by("system"), "");
}

TEST_F(Selecting, WritesAPinThatNamesTheReleaseAndSaysWhatIsActive) {
    world.environment.set("CUDAENV_SHELL", "bash");
    const ProcessResult result = world.run({"use", "11.2"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors,
                HasSubstr("pinned 11.2 in ~/project/.cudaenv; 11.2.2 is active here"));
    EXPECT_EQ(text_of(world.project() / ".cudaenv"), "11.2\n");
}

/// As Selecting, where a shell's PATH is not what applies.
class ActiveShell : public Selecting {
 protected:
    void SetUp() override {
        Selecting::SetUp();
        ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    }
    void put_in_front(const fs::path& directory) {
        world.environment.set("PATH", directory.string() + ":" + *world.environment.find("PATH"));
    }
    /// An nvcc that is no environment's; returns its file.
    [[nodiscard]] std::string add_other_nvcc() {
        const fs::path file = write_bytes(world.scratch("conda/bin/nvcc"), "#!/bin/sh\n");
        fs::permissions(file, fs::perms{0755});
        return file.string();
    }
};

TEST_F(ActiveShell, WithoutTheHookIsSaidNotToFollowAndGetsTheLineToType) {
    for (const auto& [shell, line] :
         std::map<std::string, std::string>{{"/bin/bash", "init bash)\""},
                                            {"/usr/bin/zsh", "eval \"$("},
                                            {"/usr/bin/fish", "init fish | source"},
                                            {"/bin/dash", "init sh)\""},
                                            {"/bin/tcsh", "init bash)\""}}) {
        world.environment.set("SHELL", shell);
        EXPECT_THAT(world.run({"use", "12.4"}).errors,
                    AllOf(HasSubstr("pinned 12.4 in ~/project/.cudaenv; 12.4.1 applies here, but "
                                    "this shell does not follow yet"),
                          HasSubstr(line)));
    }
    EXPECT_THAT(world.run({"use", "--global", "12.4"}).errors,
                HasSubstr("default is 12.4; 12.4.1 applies here, but this shell does not follow"));
    EXPECT_THAT(world.run({"current"}).output,
                AllOf(HasSubstr("not active in this shell"), HasSubstr("none on PATH")));
    EXPECT_FALSE(world.json({"current", "--json"})["active"]);
}

TEST_F(ActiveShell, FollowsByTheShims) {
    put_in_front(world.layout().shims());
    EXPECT_THAT(world.run({"use", "12.4"}).errors, HasSubstr("; 12.4.1 is active here"));
    EXPECT_THAT(world.run({"current"}).output, HasSubstr("(active here"));
    EXPECT_TRUE(world.json({"current", "--json"})["active"]);
    EXPECT_EQ(world.run({"which", "nvcc"}).errors, "");
}

TEST_F(ActiveShell, IsToldWhatStandsInFront) {
    put_in_front(world.layout().shims());
    const std::string other = add_other_nvcc();
    put_in_front(fs::path(other).parent_path());
    const ProcessResult current = world.run({"current"});
    EXPECT_EQ(current.status, 0);
    EXPECT_THAT(current.output,
                AllOf(HasSubstr("; not active in this shell"),
                      HasSubstr(other + ", which stands in front on PATH")));
    EXPECT_THAT(current.errors, HasSubstr("&& cudaenv use"));
    EXPECT_EQ(world.json({"current", "--json"})["nvcc"], other);
    const ProcessResult which = world.run({"which", "nvcc"});
    EXPECT_EQ(which.output, (world.prefix("11.2.2") / "bin/nvcc").string() + "\n");
    EXPECT_THAT(which.errors, HasSubstr("this shell starts another one: " + other));
    EXPECT_THAT(world.run({"use"}).errors,
                HasSubstr("this shell does not follow yet: its nvcc is " + other));
}

TEST_F(ActiveShell, BelowOneThatIsInAnotherEnvironmentIsToldSo) {
    put_in_front(world.layout().shims());
    put_in_front(world.prefix("12.4.1") / "bin");
    const std::string theirs = (world.prefix("12.4.1") / "bin/nvcc").string() + " of 12.4.1";
    EXPECT_THAT(world.run({"current"}).output,
                AllOf(HasSubstr("CUDA 11.2.2"), HasSubstr("not active"), HasSubstr(theirs)));
    EXPECT_THAT(world.run({"which", "nvcc"}).errors, HasSubstr(theirs));
    EXPECT_THAT(world.run({"use"}).errors, HasSubstr(theirs));
    fs::remove(world.project() / ".cudaenv");
    EXPECT_THAT(world.run({"current"}).output,
                AllOf(HasSubstr("nothing is pinned here; not active"), HasSubstr(theirs)));
}

TEST_F(ActiveShell, UnderExecHasTheNamedOneInFront) {
    const std::string other = add_other_nvcc();
    const ProcessResult result = world.run_program(
        {"/bin/sh",
         "-c",
         R"("$0" exec 11.2 -- sh -c 'PATH="$1:$PATH" "$0" exec 11.2 -- nvcc' "$0" "$1")",
         CUDAENV_PROGRAM,
         fs::path(other).parent_path().string()});
    EXPECT_THAT(result.output, HasSubstr("V11.2.152")) << result.errors;
}

TEST_F(ActiveShell, UnderExecSeesNoHeadersOfAnotherToolkit) {
    const fs::path include = world.scratch("cuda-13/include");
    write_bytes(include / "cuda.h", "");
    world.environment.set("CPATH", include.string() + ":/mine");
    const ProcessResult result = world.run({"exec", "11.2", "--", "sh", "-c", "echo $CPATH"});
    EXPECT_EQ(result.output, "/mine\n");
    const ProcessResult system = world.run({"exec", "system", "--", "sh", "-c", "echo $CPATH"});
    EXPECT_EQ(system.output, include.string() + ":/mine\n");
}

TEST_F(Selecting, FollowsArgumentThenVariableThenPinThenDefault) {
    ASSERT_EQ(world.run({"use", "--global", "11.2"}).status, 0);
    EXPECT_EQ(selected_by("default"), "11.2.2");
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    EXPECT_EQ(selected_by("pin"), "12.4.1");
    world.environment.set("CUDAENV_VERSION", "11");
    EXPECT_EQ(selected_by("variable"), "11.2.2");
    EXPECT_EQ(world.run({"prefix", "12"}).output, world.prefix("12.4.1").string() + "\n");
}

TEST_F(Selecting, NoneIsNoChoiceAndReplacesNone) {
    ASSERT_EQ(world.run({"use", "--global", "11.2"}).status, 0);
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"use", "none"},
                                                    {"use", "--global", "none"},
                                                    {"global", "none"}}) {
        const ProcessResult result = world.run(command);
        EXPECT_EQ(result.status, 2);
        EXPECT_THAT(result.errors, AllOf(HasSubstr("names no CUDA"), HasSubstr("system")));
    }
    EXPECT_EQ(text_of(world.project() / ".cudaenv"), "12.4\n");
    EXPECT_EQ(text_of(world.layout().default_file()), "11.2\n");
}

TEST_F(Selecting, FindsThePinOfTheNearestDirectoryAbove) {
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    const fs::path deep = world.project() / "src/kernels";
    fs::create_directories(deep);
    EXPECT_EQ(world.run_in(deep, {"prefix"}).output, world.prefix("12.4.1").string() + "\n");
    write_bytes(world.project() / "src/.cuda-version", "11.2\n");
    EXPECT_EQ(world.run_in(deep, {"prefix"}).output, world.prefix("11.2.2").string() + "\n");
}

TEST_F(Selecting, GoesByTheDirectoryThatTheUserSeesAsTheShimsDo) {
    ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
    const fs::path theirs = world.scratch("theirs");
    fs::create_directories(theirs / "src");
    write_bytes(theirs / ".cudaenv", "11.2\n");
    fs::create_directory_symlink(theirs / "src", world.project() / "link");
    EXPECT_EQ(world.run_in(world.project() / "link", {"prefix"}).output,
              world.prefix("12.4.1").string() + "\n");
    EXPECT_EQ(world.run_in(theirs / "src", {"prefix"}).output,
              world.prefix("11.2.2").string() + "\n");
}

TEST_F(Selecting, ListsAlsoWhereTheDirectoryIsGone) {
    const fs::path gone = world.scratch("gone");
    fs::create_directory(gone);
    const ProcessResult result =
        world.run_program({"/bin/sh",
                           "-c",
                           R"(cd "$1" && /bin/rmdir "$1" && exec "$0" list)",
                           CUDAENV_PROGRAM,
                           gone.string()});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr("12.4.1"));
}

TEST_F(Selecting, TellsProgramsWhatAppliesAndWhere) {
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    const json current = world.json({"current", "--json"});
    EXPECT_EQ(current["schema"], 1);
    EXPECT_EQ(current["environment"], "11.2.2");
    EXPECT_EQ(current["toolkit"], "11.2.2");
    EXPECT_EQ(current["path"], world.prefix("11.2.2").string());
    EXPECT_EQ(current["spec"], "11.2");
    EXPECT_EQ(current["origin"]["where"], (world.project() / ".cudaenv").string());
    EXPECT_EQ(current["origin"]["line"], 1);
    EXPECT_EQ(current["driver"], "580.159.04");
}

TEST_F(Selecting, TellsPeopleTheTwoNumbersThatDiffer) {
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    EXPECT_THAT(world.run({"current"}).output,
                AllOf(HasSubstr("CUDA 11.2.2"),
                      HasSubstr("from ~/project/.cudaenv, line 1"),
                      HasSubstr("driver 580.159.04"),
                      HasSubstr("can run CUDA up to 13.0 (the number nvidia-smi shows); 11.2.2 is "
                                "fine on it")));
}

TEST_F(Selecting, TellsWhichNvccTheSystemHasWhereNothingIsPinned) {
    EXPECT_THAT(world.run({"current"}).output,
                AllOf(HasSubstr("nothing is pinned here"), HasSubstr("the system has no nvcc")));
}

TEST_F(Selecting, ShowsEveryReleaseAndWhatIsInstalled) {
    const ProcessResult result = world.run({"list", "--available"});
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("CUDA on this machine (driver 580.159.04"),
                      HasSubstr("+ * native"),
                      HasSubstr("+ installed")));
    EXPECT_THAT(world.run({"list", "--available", "77"}).errors,
                HasSubstr("no known release matches 77"));
    const ProcessResult nowhere = world.run({"list", "--available", "9.2"});
    EXPECT_EQ(nowhere.status, 0) << nowhere.errors;
    EXPECT_THAT(nowhere.output,
                HasSubstr("2 more are known, but no source has them (9.2.88 ... 9.2.148)"));
    const ProcessResult word = world.run({"list", "--available", "banana"});
    EXPECT_EQ(word.status, 2);
    EXPECT_THAT(word.errors, HasSubstr("\"banana\" names no CUDA release"));
}

TEST_F(Selecting, ListsWhatIsInstalledNewestFirst) {
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    const json environments = world.json({"list", "--json"})["environments"];
    ASSERT_EQ(environments.size(), 2U);
    EXPECT_EQ(environments[0]["name"], "12.4.1");
    EXPECT_FALSE(environments[0]["selected"]);
    EXPECT_EQ(environments[1]["name"], "11.2.2");
    EXPECT_EQ(environments[1]["origin"], "installed");
    EXPECT_TRUE(environments[1]["selected"]);
    EXPECT_GT(environments[1]["size"], 0);
    EXPECT_THAT(world.run({"list"}).output, HasSubstr("* 11.2.2"));
}

TEST_F(Selecting, PrintsThePathOfATool) {
    ASSERT_EQ(world.run({"use", "11.2"}).status, 0);
    EXPECT_EQ(world.run({"which", "nvcc"}).output,
              (world.prefix("11.2.2") / "bin/nvcc").string() + "\n");
    EXPECT_EQ(world.run({"which", "ncu"}).status, 3);
    EXPECT_EQ(world.run({"which", "../bin/nvcc"}).status, 2);
    EXPECT_EQ(world.run({"which", "nvcc.profile"}).status, 3);
}

TEST_F(Selecting, RunsACommandUnderTheNamedEnvironment) {
    const ProcessResult result = world.run({"exec", "11.2", "--", "nvcc", "--version"});
    const std::string prefix = world.prefix("11.2.2").string();
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("program=" + prefix + "/bin/nvcc\n"),
                      HasSubstr("arguments=--version\n"),
                      HasSubstr("CUDA_HOME=" + prefix + "\n"),
                      HasSubstr("LD_LIBRARY_PATH=" + prefix + "/lib64\n"),
                      HasSubstr("release 11.2, V11.2.152\n")));
}

TEST_F(Selecting, PassesStatusAndInputThrough) {
    EXPECT_EQ(world.run({"exec", "11.2", "--", "sh", "-c", "exit 42"}).status, 42);
    EXPECT_EQ(world.run({"exec", "11.2", "--", "sh", "-c", "kill -TERM $$"}).status, 128 + 15);
    const ProcessResult result = world.run_program(
        {"/bin/sh", "-c", "echo words | \"$0\" exec 11.2 -- cat", CUDAENV_PROGRAM});
    EXPECT_EQ(result.output, "words\n");
}

TEST_F(Selecting, RunsACommandUnderSeveralEnvironmentsAndSumsUp) {
    const ProcessResult result = world.run({"exec",
                                            "--each",
                                            "11.2,12.4",
                                            "--",
                                            "sh",
                                            "-c",
                                            "nvcc; [ -e $CUDA_HOME/nvvm/lib64/libnvvm.so.4.0.0 ]"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.output, AllOf(HasSubstr("V11.2.152"), HasSubstr("V12.4.131")));
    EXPECT_THAT(result.errors, AllOf(HasSubstr("passed"), HasSubstr("FAILED")));
}

TEST_F(Selecting, RefusesToRunUnderWhatIsNotInstalled) {
    const ProcessResult result = world.run({"exec", "13", "--", "nvcc"});
    EXPECT_EQ(result.status, 127);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("13 is not installed"), HasSubstr("cudaenv install 13")));
}

TEST_F(Selecting, SaysWhenAPinNamesWhatIsNotInstalled) {
    EXPECT_THAT(world.run({"use", "13"}).errors, HasSubstr("cudaenv install"));
    const ProcessResult result = world.run({"current"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("CUDA 13 is not installed"), HasSubstr("~/project/.cudaenv")));
}

TEST_F(Selecting, PinsWhatNobodyKnowsButSaysSo) {
    for (const std::string spec : {"99", "foo"}) {
        const ProcessResult result = world.run({"use", spec});
        EXPECT_EQ(result.status, 0);
        EXPECT_EQ(text_of(world.project() / ".cudaenv"), spec + "\n");
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr("warning: no CUDA release is known as " + spec),
                          HasSubstr("next: cudaenv list --available"),
                          Not(HasSubstr("next: cudaenv install"))));
    }
}

TEST_F(Selecting, ReportsABrokenPinWithFileAndLine) {
    write_bytes(world.project() / ".cudaenv", "# the toolkit\ncuda: ../../etc\n");
    const ProcessResult result = world.run({"current"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("/.cudaenv:2"));
    EXPECT_EQ(world.run({"use", "12.4"}).status, 2) << "a broken pin must not be overwritten";
    EXPECT_EQ(world.run({"list"}).status, 0) << "but it must not keep anyone from listing";
}

TEST_F(Selecting, ListsNothingWhereOnlyTheMarkOfACompilerIsLeft) {
    for (const char* const each : {"11.2.2", "12.4.1"})
        ASSERT_EQ(world.run({"uninstall", each}).status, 0);
    write_bytes(world.layout().kept() / "gcc-10-10.2.1-0123456789abcdef", "");
    EXPECT_THAT(world.run({"list"}).errors, HasSubstr("nothing is installed yet"));
}

TEST_F(Selecting, SetsTheDefaultBesideABrokenPin) {
    write_bytes(world.project() / ".cudaenv", "12.4\nmore\n");
    const ProcessResult result = world.run({"use", "--global", "11.2"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("default is 11.2"), HasSubstr("/.cudaenv:1")));
    fs::remove(world.project() / ".cudaenv");
    EXPECT_EQ(selected_by("default"), "11.2.2");
}

TEST_F(Selecting, ReportsAnUnknownKeyOfAPin) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncolour: blue\n");
    const ProcessResult result = world.run({"which", "nvcc"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("/.cudaenv:2"), HasSubstr("colour")));
}

}  // namespace
}  // namespace cudaenv::test
