// SPDX-License-Identifier: Apache-2.0
// What people ask about frameworks, with the table that is built in.
#include "unit/resolve/shipped.hpp"
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/framework.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace cudaenv::resolve::test {
namespace {

struct Question {
    std::string requirement = "torch";
    std::string release = "latest";
    std::string cuda = {};
    std::string driver = "580.159.04";
    std::string gpu = {};
    Platform platform = Platform::linux_x86_64;
    std::string python = {};
};

FrameworkAnswer ask(const Question& asked) {
    auto machine = machine_with(asked.driver);
    if (!asked.gpu.empty()) machine.gpus = {{asked.gpu}};
    machine.platform = asked.platform;
    FrameworkQuestion question{asked.requirement, parse_spec(asked.release)};
    if (!asked.cuda.empty()) question.cuda = parse_version(asked.cuda);
    if (!asked.python.empty()) question.python = parse_version(asked.python);
    return std::get<FrameworkAnswer>(
        resolve_framework(question, shipped_request("latest"), machine, shipped().catalog));
}

bool lacks_code(const FrameworkAnswer& answer) {
    return answer.fit.verdict == Verdict::unsupported && answer.fit.limit &&
           std::holds_alternative<FrameworkCodeLimit>(*answer.fit.limit);
}

std::string chosen(const FrameworkAnswer& answer) {
    return answer.release + " for " + answer.build.cuda.truncated(2).text();
}

std::string instead(const FrameworkAnswer& answer) {
    if (!answer.alternative) return "nothing";
    return answer.alternative->release + " for " + answer.alternative->cuda.truncated(2).text();
}

std::string index_of(const std::optional<PipInstall>& pip) {
    return pip ? pip->requirement + " " + pip->index_url : "unknown";
}

const char* const kCu126 = "https://download.pytorch.org/whl/cu126";

TEST(FrameworkCase, Torch28ForCuda128HasNoKernelImageForAGtx1050AndItsCu126BuildWorks) {
    const auto answer =
        ask({.release = "2.8.0", .cuda = "12.8", .driver = "570.86.10", .gpu = "GeForce GTX 1050"});
    EXPECT_TRUE(lacks_code(answer));
    EXPECT_EQ(instead(answer), "2.8.0 for 12.6");
    EXPECT_EQ(answer.alternative->kind, FrameworkAlternative::Kind::same_release);
    EXPECT_EQ(index_of(answer.alternative->pip), std::string("torch==2.8.0 ") + kCu126);
}

TEST(FrameworkCase, Torch211RunsOnAV100OnlyByItsCu126Build) {
    for (const char* cuda : {"", "12.8", "12.9"}) {
        const auto answer = ask({.release = "2.11.0", .cuda = cuda, .gpu = "Tesla V100-SXM2-16GB"});
        EXPECT_EQ(answer.fit.verdict, Verdict::unsupported) << cuda;
        EXPECT_EQ(instead(answer), "2.11.0 for 12.6") << cuda;
    }
    const auto works = ask({.release = "2.11.0", .cuda = "12.6", .gpu = "Tesla V100-SXM2-16GB"});
    EXPECT_EQ(works.fit.verdict, Verdict::native);
    EXPECT_EQ(works.fit.gpus.at(0).code, BuildCode::machine_code);
}

TEST(FrameworkCase, Torch222HasNoKernelImageForAnRtx5090AndThe27ForCuda128IsTheFirstThatHas) {
    const auto answer = ask({.release = "2.2.2", .gpu = "GeForce RTX 5090"});
    EXPECT_TRUE(lacks_code(answer));
    ASSERT_TRUE(answer.alternative);
    EXPECT_EQ(answer.alternative->kind, FrameworkAlternative::Kind::first_later);
    EXPECT_EQ(answer.alternative->series.text(), "2.7");
    EXPECT_EQ(instead(answer), "2.7.1 for 12.8");
    EXPECT_EQ(index_of(answer.alternative->pip),
              "torch==2.7.1 https://download.pytorch.org/whl/cu128");
}

TEST(FrameworkCase, Torch1131RunsOnAnRtx4090WithItsCodeFor86) {
    const auto answer = ask({.release = "1.13.1", .gpu = "GeForce RTX 4090"});
    EXPECT_EQ(answer.fit.verdict, Verdict::native);
    EXPECT_EQ(answer.fit.gpus.at(0).code, BuildCode::machine_code);
    EXPECT_EQ(answer.fit.gpus.at(0).by->text(), "8.6");
    EXPECT_FALSE(answer.alternative);
}

TEST(FrameworkCase, OldTorchRunsOnANewGpuByPtxWhereItHasSome) {
    const auto answer = ask({.release = "1.4.0", .gpu = "GeForce RTX 3090"});
    EXPECT_EQ(answer.fit.verdict, Verdict::native);
    EXPECT_EQ(answer.fit.gpus.at(0).code, BuildCode::ptx);
    EXPECT_EQ(instead(answer), "1.7.1 for 11.0");
}

TEST(FrameworkCase, WithoutAReleaseTheNewestThatRunsHereIsChosen) {
    struct Row {
        const char* driver;
        const char* gpu;
        const char* chosen;
        const char* index;
    };
    const Row rows[] = {
        {"595.71.05", "NVIDIA H100 80GB HBM3", "2.15.0 for 13.2", ""},
        {"580.159.04", "NVIDIA H100 80GB HBM3", "2.15.0 for 13.0", "cu130"},
        {"570.86.10", "NVIDIA H100 80GB HBM3", "2.14.1 for 12.6", "cu126"},
        {"535.104.05", "NVIDIA A100-SXM4-40GB", "2.14.1 for 12.6", "cu126"},
        {"580.159.04", "Tesla V100-SXM2-16GB", "2.14.1 for 12.6", "cu126"},
        {"580.159.04", "GeForce RTX 5090", "2.15.0 for 13.0", "cu130"},
        {"470.57.02", "Tesla K80", "2.7.1 for 11.8", "cu118"},
        {"none", "", "2.15.0 for 13.2", ""},
    };
    for (const Row& row : rows) {
        const auto answer = ask({.driver = row.driver, .gpu = row.gpu});
        EXPECT_EQ(chosen(answer), row.chosen) << row.driver << ", " << row.gpu;
        ASSERT_TRUE(answer.pip) << row.driver << ", " << row.gpu;
        const auto& index = answer.pip->index_url;
        EXPECT_EQ(index.empty() ? "" : index.substr(index.rfind('/') + 1), row.index)
            << row.driver << ", " << row.gpu;
        EXPECT_NE(answer.fit.verdict, Verdict::unsupported) << row.driver << ", " << row.gpu;
    }
}

TEST(FrameworkCase, EachFrameworkHasALineToTypeOnAPlainMachine) {
    struct Row {
        const char* framework;
        const char* requirement;
    };
    const Row rows[] = {
        {"torch", "torch==2.15.0"},
        {"jax", "jax[cuda13]==0.12.0.1"},
        {"tensorflow", "tensorflow[and-cuda]==2.21.0"},
        {"cupy", "cupy-cuda13x==14.2.0"},
        {"onnxruntime-gpu", "onnxruntime-gpu==1.31.1"},
        {"vllm", "vllm==0.33.0"},
    };
    for (const Row& row : rows) {
        const auto answer = ask(
            {.requirement = row.framework, .driver = "595.71.05", .gpu = "NVIDIA H100 80GB HBM3"});
        ASSERT_TRUE(answer.pip) << row.framework;
        EXPECT_EQ(answer.pip->requirement, row.requirement);
    }
}

TEST(FrameworkCase, VllmNeedsTheCodeOfTheTorchThatItPins) {
    const auto answer = ask({.requirement = "vllm", .release = "0.8.5", .gpu = "GeForce RTX 5090"});
    EXPECT_TRUE(lacks_code(answer));
    EXPECT_EQ(instead(answer), "0.10.1 for 12.8");
}

TEST(FrameworkCase, OnnxruntimeWithCodeForTheVariantOnlyDoesNotRunOnANeighbour) {
    const auto answer =
        ask({.requirement = "onnxruntime-gpu", .release = "1.31.1", .gpu = "NVIDIA B200"});
    EXPECT_TRUE(lacks_code(answer));
    EXPECT_EQ(instead(answer), "1.28.0 for 13.0");
}

TEST(FrameworkCase, PlainTorchForArmHasNoCudaBefore211) {
    const auto old =
        ask({.release = "2.10.0", .gpu = "NVIDIA GH200 480GB", .platform = Platform::linux_sbsa});
    EXPECT_EQ(index_of(old.pip), "torch==2.10.0 https://download.pytorch.org/whl/cu128");
    const auto plain =
        ask({.release = "2.11.0", .gpu = "NVIDIA GH200 480GB", .platform = Platform::linux_sbsa});
    EXPECT_EQ(index_of(plain.pip), "torch==2.11.0 ");
    const auto none = ask({.release = "2.6.0", .platform = Platform::linux_sbsa});
    ASSERT_TRUE(none.fit.limit);
    EXPECT_TRUE(std::holds_alternative<FrameworkPlatformLimit>(*none.fit.limit));
    EXPECT_FALSE(none.pip);
}

TEST(FrameworkCase, AnOlderPythonGetsTheLastReleaseThatHasWheelsForIt) {
    const auto answer = ask({.driver = "595.71.05", .python = "3.10"});
    EXPECT_EQ(chosen(answer), "2.14.1 for 13.0");
    const auto named = ask({.release = "2.15.0", .driver = "595.71.05", .python = "3.10"});
    ASSERT_TRUE(named.fit.limit);
    EXPECT_TRUE(std::holds_alternative<FrameworkPythonLimit>(*named.fit.limit));
}

TEST(FrameworkCase, TheDriverThatAGpuNeedsIsTheLeastForABuildThatHasCodeForIt) {
    const auto answer = ask({.release = "2.8.0", .driver = "470.57.02", .gpu = "GeForce RTX 5090"});
    EXPECT_EQ(answer.fit.verdict, Verdict::unsupported);
    ASSERT_TRUE(answer.fit.least_driver);
    EXPECT_GE(*answer.fit.least_driver, parse_version("570"));
    const auto any = ask({.driver = "470.57.02", .gpu = "GeForce RTX 5090"});
    EXPECT_EQ(any.fit.verdict, Verdict::unsupported) << "no old release runs on a GPU that the "
                                                        "driver does not know";
    EXPECT_EQ(any.release, "2.15.0");
}

TEST(FrameworkCase, OfSeveralGpusTheOneThatGetsNothingIsNamed) {
    auto machine = machine_with("580.159.04");
    machine.gpus = {{"GeForce RTX 5090"}, {"GeForce GTX 1080"}};
    const auto answer = std::get<FrameworkAnswer>(
        resolve_framework({"torch", parse_spec("2.8.0"), parse_version("12.8")},
                          shipped_request("latest"),
                          machine,
                          shipped().catalog));
    EXPECT_NE(answer.fit.verdict, Verdict::unsupported);
    const auto* unserved = [&]() -> const OtherGpuUnserved* {
        for (const auto& note : answer.notes) {
            if (const auto* found = std::get_if<OtherGpuUnserved>(&note)) return found;
        }
        return nullptr;
    }();
    ASSERT_NE(unserved, nullptr);
    EXPECT_EQ(unserved->gpu.text(), "6.1");
}

TEST(FrameworkCase, WhatNobodyHasReadIsSaidToBeUnknown) {
    const auto answer =
        ask({.requirement = "paddlepaddle-gpu", .release = "3.0.0", .gpu = "GeForce RTX 4090"});
    EXPECT_TRUE(std::any_of(answer.notes.begin(), answer.notes.end(), [](const auto& note) {
        return std::holds_alternative<CodeNotKnown>(note);
    }));
    EXPECT_EQ(answer.fit.gpus.at(0).code, BuildCode::unknown);
}

}  // namespace
}  // namespace cudaenv::resolve::test
