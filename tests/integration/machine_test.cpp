// SPDX-License-Identifier: Apache-2.0
// What is said about this machine, and asked about another.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/base/variables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// The catalogue is the one that is built in; the facts are those of the files.
class Machines : public testing::Test {
 protected:
    void SetUp() override {
        for (const char* name : {variables::kCatalog, variables::kDriver, variables::kGpu})
            world.environment.unset(name);
    }
    void write_system(const std::string& path, const std::string& text) const {
        write_bytes(world.system() / path, text);
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Machines, ShowTheirFactsAndWhereEachWasRead) {
    write_system("sys/module/nvidia/version", "550.144.03\n");
    write_system("proc/driver/nvidia/gpus/0000:3b:00.0/information",
                 "Model: \t\t NVIDIA A100-SXM4-40GB\n");
    const ProcessResult result = world.run({"machine"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.output, StartsWith("driver 550.144.03 "));
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("runs CUDA up to 12.4"),
                      HasSubstr("/sys/module/nvidia/version"),
                      HasSubstr("NVIDIA A100-SXM4-40GB   compute capability 8.0"),
                      HasSubstr("gcc 9.5.0")));
}

TEST_F(Machines, AnswerForOneAnotherThroughAFile) {
    write_system("sys/module/nvidia/version", "460.80\n");
    const ProcessResult described = world.run({"machine", "--json", "--gpu", "8.6"});
    ASSERT_EQ(described.status, 0) << described.errors;
    const auto file = write_bytes(world.scratch("node.json"), described.output).string();
    const json here = world.json({"resolve", "11", "--gpu", "8.6", "--json"});

    World login(upstream);
    login.environment.unset(variables::kCatalog);
    const json there = login.json({"resolve", "11", "--machine", file, "--json"});
    EXPECT_EQ(there, here);
    EXPECT_EQ(there["toolkit"]["release"], "11.2.2");
    EXPECT_EQ(there["machine"]["driver"], "460.80");
    const ProcessResult again = login.run({"machine", "--machine", file, "--json"});
    EXPECT_EQ(again.output, described.output);
    EXPECT_EQ(
        login.json({"resolve", "11", "--machine", file, "--driver", "none", "--json"})["toolkit"]
                                                                                      ["verdict"],
        "compile-only");
}

TEST_F(Machines, AreOnlyInstalledForWhenNothingIsInstalled) {
    const auto described = world.run({"machine", "--json"}).output;
    const auto file = write_bytes(world.scratch("node.json"), described).string();
    const ProcessResult result = world.run({"install", "12.4", "--machine", file});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("--dry-run"));
}

TEST_F(Machines, RefuseAFileThatIsNone) {
    const auto file = write_bytes(world.scratch("m.json"), R"({"schema":2})").string();
    ProcessResult result = world.run({"resolve", "12", "--machine", file});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr(file), HasSubstr("schema: 2 is not known")));
    result = world.run({"resolve", "12", "--machine", "/absent.json"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("there is no file /absent.json"));
}

TEST_F(Machines, AreAskedForByTheNameOfTheirGpu) {
    const json answer =
        world.json({"machine", "--driver", "550.144.03", "--gpu", "RTX 4090", "--json"});
    EXPECT_EQ(answer["gpus"][0]["capability"], "8.9");
    EXPECT_EQ(answer["gpus"][0]["name"], "RTX 4090");
    EXPECT_EQ(answer["driver"]["origin"], "--driver");
}

TEST_F(Machines, RefuseWhatIsNoGpuAndShowTheForms) {
    for (const std::string text : {"99", "sm_1", "RTX 9999", "banana"}) {
        const ProcessResult result = world.run({"resolve", "12", "--gpu", text});
        EXPECT_EQ(result.status, 2) << text;
        EXPECT_THAT(result.errors, AllOf(HasSubstr("--gpu"), HasSubstr(text), HasSubstr("sm_86")));
    }
}

TEST_F(Machines, AreNotHeldUpByALibraryThatIsNone) {
    write_system("sys/module/nvidia/version", "550.144.03\n");
    write_system("usr/lib64/libnvidia-ml.so.1", "not a library");
    const json answer = world.json({"machine", "--json"});
    EXPECT_EQ(answer["driver"]["version"], "550.144.03");
}

}  // namespace
}  // namespace cudaenv::test
