// SPDX-License-Identifier: Apache-2.0
// cudaenv resolve --for: every way to name a framework.
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace cudaenv::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// The catalogue is the one that is built in; the driver is 580.159.04.
class ResolvingForAFramework : public testing::Test {
 protected:
    void SetUp() override {
        world.environment.unset("CUDAENV_CATALOG");
        world.environment.unset("VIRTUAL_ENV");
        world.environment.unset("CONDA_PREFIX");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(world.project() / name) << text;
    }
    void make_environment(const std::string& name) const {
        const auto packages = world.project() / name / "lib/python3.12/site-packages";
        for (const auto* metadata :
             {"torch-2.6.0.dist-info", "nvidia_cuda_runtime_cu12-12.4.127.dist-info"})
            std::filesystem::create_directories(packages / metadata);
    }
    [[nodiscard]] std::string toolkit_for(const std::string& subject) const {
        const json answer = world.json({"resolve", "--for", subject, "--json"});
        return answer["toolkit"].is_null() ? "none" : answer["toolkit"]["release"];
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(ResolvingForAFramework, NamesToolkitCudnnDriverAndWhetherTheMachineHasIt) {
    const json answer = world.json({"resolve", "--for", "torch==2.6.0", "--json"});
    EXPECT_EQ(answer["request"], "torch==2.6.0");
    EXPECT_EQ(answer["toolkit"]["release"], "12.4.1");
    EXPECT_EQ(answer["toolkit"]["verdict"], "native");
    EXPECT_EQ(answer["framework"]["cuda"], "12.4");
    EXPECT_EQ(answer["framework"]["cudnn"], "9.1.0.70");
    EXPECT_EQ(answer["framework"]["least_driver"], "525.60.13");
    EXPECT_EQ(answer["framework"]["verdict"], "native");
    EXPECT_TRUE(answer["framework"]["installed"].is_null());
    EXPECT_THAT(upstream.server().requests(), IsEmpty());
}

TEST_F(ResolvingForAFramework, ExplainsTheSameToPeople) {
    const ProcessResult result = world.run({"resolve", "--for", "torch==2.6.0+cu118"});
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("torch 2.6.0   built with CUDA 11.8"),
                      HasSubstr("\n  driver    450.80.02 "),
                      HasSubstr("\n  toolkit   11.8.0 "),
                      HasSubstr("\n  here      driver 580.159.04 runs it natively\n"),
                      HasSubstr("you need only the driver")));
}

TEST_F(ResolvingForAFramework, AnswersAlsoWhenTheDriverIsTooOld) {
    const ProcessResult result =
        world.run({"resolve", "--for", "torch==2.6.0", "--driver", "460.80"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("driver 460.80 is too old: it needs 525.60.13 or newer"),
                      HasSubstr("its build for CUDA 11.8 runs here")));
}

TEST_F(ResolvingForAFramework, ReadsARequirementsFile) {
    write("requirements.txt", "--extra-index-url https://example.org/whl/cu126\ntorch>=2.6,<2.7\n");
    EXPECT_EQ(toolkit_for("requirements.txt"), "12.6.3");
    EXPECT_EQ(toolkit_for("."), "12.6.3");
    EXPECT_THAT(world.run({"resolve", "--for", "requirements.txt"}).output,
                HasSubstr("asked by  ~/project/requirements.txt, line 2"));
}

TEST_F(ResolvingForAFramework, ReadsAPyproject) {
    write("pyproject.toml", "[project]\ndependencies = [\"torch==2.5.1\"]\n");
    EXPECT_EQ(toolkit_for("pyproject.toml"), "12.4.1");
}

TEST_F(ResolvingForAFramework, ReadsALock) {
    write("uv.lock",
          "[[package]]\nname = \"torch\"\nversion = \"2.7.1+cu118\"\n"
          "source = { registry = \"https://example.org/whl/cu118\" }\n");
    EXPECT_EQ(toolkit_for("uv.lock"), "11.8.0");
}

TEST_F(ResolvingForAFramework, ReadsAVirtualEnvironmentByNameAndTheActiveOne) {
    make_environment(".venv");
    EXPECT_EQ(toolkit_for(".venv"), "12.4.1");
    world.environment.set("VIRTUAL_ENV", (world.project() / ".venv").string());
    const json answer = world.json({"resolve", "--for", "--json"});
    EXPECT_EQ(answer["toolkit"]["release"], "12.4.1");
    EXPECT_EQ(answer["framework"]["release"], "2.6.0");
}

TEST_F(ResolvingForAFramework, SaysWhetherOneToolkitServesSeveral) {
    write("requirements.txt", "torch==2.6.0\ntensorflow==2.15.0\n");
    const ProcessResult same = world.run({"resolve", "--for", "requirements.txt"});
    EXPECT_THAT(same.output, HasSubstr("one toolkit serves all: 12.2.2"));
    EXPECT_EQ(toolkit_for("requirements.txt"), "12.2.2");
    write("requirements.txt", "torch==2.6.0\ntensorflow==2.12.0\nkeras\nvllm==0.0.1\n");
    const ProcessResult different = world.run({"resolve", "--for", "requirements.txt"});
    EXPECT_EQ(different.status, 0);
    EXPECT_THAT(different.output,
                AllOf(HasSubstr("tensorflow 2.12.0 for CUDA 11; torch 2.6.0 for CUDA 12"),
                      HasSubstr("the table of frameworks has no vllm 0.0.1")));
    EXPECT_EQ(toolkit_for("requirements.txt"), "none");
}

TEST_F(ResolvingForAFramework, RefusesOneEnvironmentForTwoMajorsOfCudnn) {
    write("requirements.txt", "tensorflow==2.15.0\nonnxruntime-gpu==1.19.0\n");
    const ProcessResult result = world.run({"resolve", "--for", "requirements.txt"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output,
                HasSubstr("they do not fit one environment: cuDNN 8 for tensorflow 2.15.0; cuDNN 9 "
                          "for onnxruntime-gpu 1.19.0"));
    EXPECT_EQ(toolkit_for("requirements.txt"), "none");
}

TEST_F(ResolvingForAFramework, TakesTheBaseUnlessAnExtraIsNamed) {
    write("pyproject.toml",
          "[project]\ndependencies = [\"torch==2.6.0\"]\n[project.optional-dependencies]\n"
          "old = [\"torch==2.5.1+cu118\"]\nrocm = [\"torch==2.6.0+rocm6.2.4\"]\n");
    write("setup.py", "");
    const ProcessResult base = world.run({"resolve", "--for", "."});
    EXPECT_THAT(base.output,
                AllOf(HasSubstr("torch 2.6.0   built with CUDA 12.4"),
                      HasSubstr("\n  chosen    its base dependencies; --extra NAME chooses\n"),
                      HasSubstr("\n  also      torch 2.5.1, CUDA 11.8 (extra old)\n"),
                      HasSubstr("\n  also      torch 2.6.0, its rocm6.2.4 build (extra rocm)\n"),
                      HasSubstr("\nread: ~/project/pyproject.toml\n"),
                      HasSubstr("\nnot read: setup.py: of a kind that cudaenv does not read\n")));
    const json answer = world.json({"resolve", "--for", ".", "--extra", "rocm", "--json"});
    EXPECT_TRUE(answer["toolkit"].is_null());
    EXPECT_EQ(
        world.json(
            {"resolve", "--for", "pyproject.toml", "--extra", "old", "--json"})["framework"]["also"]
                                                                               [0]["name"],
        "rocm");
}

TEST_F(ResolvingForAFramework, TakesTheLockedReleaseForThePython) {
    write("pylock.toml",
          "lock-version = \"1.0\"\n"
          "[[packages]]\nname = \"torch\"\nversion = \"2.5.1\"\n"
          "marker = \"python_version < '3.12'\"\n"
          "[[packages]]\nname = \"torch\"\nversion = \"2.7.1\"\n"
          "marker = \"python_version >= '3.12'\"\n");
    const ProcessResult open = world.run({"resolve", "--for", "pylock.toml"});
    EXPECT_THAT(open.output,
                AllOf(HasSubstr("torch 2.7.1   built with"),
                      HasSubstr("--python X.Y chooses"),
                      HasSubstr("also      torch 2.5.1 (where python_version < '3.12')")));
    EXPECT_THAT(world.run({"resolve", "--for", "pylock.toml", "--python", "3.11"}).output,
                HasSubstr("torch 2.5.1   built with"));
}

TEST_F(ResolvingForAFramework, SaysWhatNvidiasContainerBuildsAre) {
    const ProcessResult result =
        world.run({"resolve", "--for", "torch==2.6.0a0+ecf3bae40a.nv25.01"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("NVIDIA's own build, for its container release 25.01"),
                      HasSubstr("not known to cudaenv")));
}

TEST_F(ResolvingForAFramework, ReadsTheAddressOfAWheel) {
    EXPECT_EQ(
        toolkit_for("https://example.org/flash_attn-2.8.3%2Bcu124torch2.6.0cxx11abiTRUE-cp312-"
                    "cp312-linux_x86_64.whl"),
        "12.4.1");
}

TEST_F(ResolvingForAFramework, NamesFilesThatItDoesNotRead) {
    write("setup.py", "install_requires=['torch']\n");
    const ProcessResult result = world.run({"resolve", "--for", "."});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(
        result.errors,
        AllOf(HasSubstr("has no file that cudaenv reads"), HasSubstr("not read: setup.py")));
    EXPECT_THAT(result.errors, testing::Not(HasSubstr("names no framework")));
    write("requirements.txt", "numpy\n");
    EXPECT_THAT(world.run({"resolve", "--for", "."}).errors,
                AllOf(HasSubstr("what was read names no framework"),
                      HasSubstr("read: ~/project/requirements.txt"),
                      HasSubstr("not read: setup.py")));
}

TEST_F(ResolvingForAFramework, KnowsThatACpuBuildNeedsNothing) {
    const ProcessResult result = world.run({"resolve", "--for", "torch==2.6.0+cpu"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output, HasSubstr("neither an NVIDIA driver nor a toolkit"));
}

TEST_F(ResolvingForAFramework, RefusesWhatItCannotAnswer) {
    struct Row {
        std::vector<std::string> arguments;
        int status;
        const char* words;
    };
    write("broken.toml", "[project\n");
    write("broken.txt", "numpy\ntorch==\n");
    write("other.txt", "numpy==2.0\n");
    std::filesystem::create_directories(world.project() / "empty");
    const Row rows[] = {
        {{"--for", "keras==3.0"}, 3, "keras is no framework"},
        {{"--for", "torch==2.6.0+cu121"}, 3, "no build for CUDA 12.1"},
        {{"--for", "torch==99"}, 3, "nearest known releases"},
        {{"--for", "torch=2"}, 2, "accepted forms"},
        {{"--for", "12.4"}, 2, "--for takes a framework"},
        {{"--for", "missing.txt"}, 3, "missing.txt does not exist"},
        {{"--for", "broken.toml"}, 2, "broken.toml, line 1"},
        {{"--for", "broken.txt"}, 2, "broken.txt, line 2"},
        {{"--for", "other.txt"}, 3, "names no framework"},
        {{"--for", "empty"}, 3, "no virtual environment"},
        {{"--for", "other.txt", "--extra", "gpu"}, 2, "has no extra 'gpu'"},
        {{"--for", "torch", "--extra", "gpu"}, 2, "--extra is for projects"},
        {{"--for", "torch", "--python", "three"}, 2, "no version of Python"},
        {{"12.4", "--python", "3.12"}, 2, "name it with --for"},
        {{"--for", "deepspeed==0.16.4"}, 3, "not known to cudaenv"},
        {{"--for"}, 3, "VIRTUAL_ENV"},
        {{"12.4", "--for", "torch"}, 2, "leave out 12.4"},
    };
    for (const Row& row : rows) {
        std::vector<std::string> arguments{"resolve"};
        arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
        const ProcessResult result = world.run(arguments);
        EXPECT_EQ(result.status, row.status) << row.words;
        EXPECT_THAT(result.errors, HasSubstr(row.words));
        EXPECT_THAT(result.output, IsEmpty());
    }
}

}  // namespace
}  // namespace cudaenv::test
