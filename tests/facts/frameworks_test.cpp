// SPDX-License-Identifier: Apache-2.0
// frameworks.yaml against what the wheels of frameworks say and contain.
#include "facts/truth.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv::facts {
namespace {

using catalog::CodeSet;
using catalog::CodeTarget;
using catalog::FrameworkBuild;
using catalog::FrameworkRow;
using formats::Value;

const FrameworkRow* row_of(const std::string& framework, const Version& release) {
    return shipped().frameworks().find_row(framework, release);
}

const FrameworkBuild* build_for(const FrameworkRow& row, const Version& cuda) {
    for (const FrameworkBuild& build : row.builds) {
        if (cuda.truncated(2) == build.cuda.truncated(2)) return &build;
    }
    return nullptr;
}

const CodeSet* code_of(const FrameworkBuild& build, Platform platform) {
    const auto* there = build.find_platform(platform);
    return there != nullptr && there->code ? &*there->code : nullptr;
}

std::vector<CodeTarget> targets(const Value& row, const char* key) {
    std::vector<CodeTarget> found;
    for (const std::string& text : row.require(key).texts())
        found.push_back(catalog::find_code_target(text).value());
    return found;
}

std::vector<std::string> texts(const std::vector<CodeTarget>& targets) {
    std::vector<std::string> found;
    for (const CodeTarget& target : targets) found.push_back(target.text());
    return found;
}

/// A table that names fewer numbers says as much as it does.
void expect_agrees(const std::optional<Version>& told,
                   const std::optional<Value>& truth,
                   const std::string& what) {
    if (!truth) return;
    ASSERT_TRUE(told) << what << ": the table has none, it is " << truth->text();
    EXPECT_TRUE(told->is_prefix_of(truth->version()) || truth->version().is_prefix_of(*told))
        << what << ": the table has " << told->text() << ", it is " << truth->text();
}

/// The table is never behind: what a pin names at least.
void expect_code(const CodeSet* code, const Value& row, const std::string& what) {
    ASSERT_NE(code, nullptr) << what;
    EXPECT_EQ(texts(code->sass), texts(targets(row, "sass"))) << what;
    ASSERT_TRUE(code->ptx) << what;
    EXPECT_EQ(texts(*code->ptx), texts(targets(row, "ptx"))) << what;
}

class Frameworks : public testing::Test {
 protected:
    /// The rows under `key` whose framework the table has; a missing release fails.
    template <typename Check>
    void each(const char* key, const std::string& framework, Check check) const {
        for (const Value& row : truth_.rows(key)) {
            const auto release = row.require("release").version();
            const auto what = framework + " " + release.text();
            const auto* known = row_of(framework, release);
            ASSERT_NE(known, nullptr) << what;
            check(row, *known, what);
        }
    }
    /// Of the plain wheel: CUDA, cuDNN and NCCL.
    void expect_plain(const char* key, const std::string& framework) const {
        each(key, framework, [](const Value& row, const FrameworkRow& known, const auto& what) {
            const auto* build = known.default_build();
            ASSERT_NE(build, nullptr) << what;
            expect_agrees(build->cuda, row.require("cuda"), what + ", CUDA");
            expect_agrees(build->cudnn, row.find("cudnn"), what + ", cuDNN");
            expect_agrees(build->nccl, row.find("nccl"), what + ", NCCL");
        });
    }

 private:
    Truth truth_{"frameworks.yaml"};
};

TEST_F(Frameworks, PlainWheelsOfTorchAreWhatTheirMetadataSays) {
    expect_plain("torch_plain", "torch");
}

TEST_F(Frameworks, PlainWheelsOfOthersAreWhatTheirMetadataSays) {
    expect_plain("tensorflow", "tensorflow");
    expect_plain("onnxruntime", "onnxruntime-gpu");
    expect_plain("paddlepaddle", "paddlepaddle-gpu");
}

TEST_F(Frameworks, TorchHasEveryBuildOfItsMatrix) {
    each("torch_builds", "torch", [](const Value& row, const FrameworkRow& known, const auto& of) {
        const auto cuda = row.require("cuda").version();
        const auto what = of + " for CUDA " + cuda.text();
        const auto* build = build_for(known, cuda);
        ASSERT_NE(build, nullptr) << what;
        expect_agrees(build->cudnn, row.find("cudnn"), what);
        const auto least = row.find("min_cc");
        const auto* code = code_of(*build, Platform::linux_x86_64);
        if (!least) return;
        ASSERT_NE(code, nullptr) << what;
        EXPECT_EQ(code->sass.front().capability, least->version()) << what;
    });
}

TEST_F(Frameworks, TorchHasEveryBuildOfItsCondaChannelAndNoOther) {
    each("torch_conda", "torch", [](const Value& row, const FrameworkRow& known, const auto& what) {
        for (const std::string& cuda : row.require("cuda").texts())
            EXPECT_NE(build_for(known, parse_version(cuda)), nullptr) << what << ", CUDA " << cuda;
        for (const FrameworkBuild& build : known.builds) {
            if (!build.conda_only) continue;
            const auto there = row.require("cuda").texts();
            EXPECT_NE(std::find(there.begin(), there.end(), build.cuda.text()), there.end())
                << what << ", CUDA " << build.cuda.text();
        }
    });
}

TEST_F(Frameworks, TorchHasTheCodeThatItsWheelsName) {
    each("torch_code", "torch", [](const Value& row, const FrameworkRow& known, const auto& of) {
        const auto platform = find_platform(row.require("platform").text());
        const auto* build = build_for(known, row.require("cuda").version());
        const auto what = of + ", " + row.require("platform").text();
        ASSERT_NE(build, nullptr) << what;
        expect_code(code_of(*build, *platform), row, what);
    });
}

TEST_F(Frameworks, TensorflowHasTheCodeThatItsBuildInfoNames) {
    each("tensorflow", "tensorflow", [](const Value& row, const auto& known, const auto& what) {
        expect_code(code_of(known.builds.front(), Platform::linux_x86_64), row, what);
    });
}

TEST_F(Frameworks, OnnxruntimeHasTheCodeThatWasFoundInIt) {
    each("onnxruntime_code", "onnxruntime-gpu", [](const Value& row, const auto& known, auto& of) {
        const auto platform = find_platform(row.require("platform").text());
        expect_code(code_of(*known.default_build(), *platform),
                    row,
                    of + ", " + row.require("platform").text());
    });
}

TEST_F(Frameworks, VllmPinsTheTorchThatItsWheelsDo) {
    each("vllm", "vllm", [](const Value& row, const FrameworkRow& known, const auto& what) {
        if (known.torch) expect_agrees(known.torch, row.find("torch"), what + ", torch");
        const auto major = row.find("major");
        const auto& build =
            known.default_build() != nullptr ? *known.default_build() : known.builds.back();
        if (major) {
            EXPECT_EQ(build.cuda.major_number(), major->version().major_number()) << what;
        }
    });
}

TEST_F(Frameworks, JaxStatesTheBoundsOfItsPlugins) {
    each("jax", "jax", [](const Value& row, const FrameworkRow& known, const auto& of) {
        const auto major = row.require("major").version();
        const auto what = of + " for CUDA " + major.text();
        const FrameworkBuild* build = nullptr;
        for (const FrameworkBuild& each : known.builds) {
            if (major.is_prefix_of(each.cuda)) build = &each;
        }
        ASSERT_NE(build, nullptr) << what;
        expect_agrees(build->cudnn, row.find("cudnn"), what + ", cuDNN");
        expect_agrees(build->nccl, row.find("nccl"), what + ", NCCL");
        if (const auto runtime = row.find("runtime")) {
            EXPECT_EQ(build->min_cuda.value_or(build->cuda).truncated(2),
                      runtime->version().truncated(2))
                << what;
        }
    });
}

}  // namespace
}  // namespace cudaenv::facts
