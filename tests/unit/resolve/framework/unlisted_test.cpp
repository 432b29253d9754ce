// SPDX-License-Identifier: Apache-2.0
// What the table of frameworks is not about, and frameworks that do not fit one environment.
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/framework.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::resolve::test {
namespace {

using testing::Key;
using testing::UnorderedElementsAre;

catalog::FrameworkRow row(const char* framework,
                          const char* from,
                          const char* cuda,
                          const char* cudnn) {
    catalog::FrameworkRow made;
    made.framework = framework;
    made.from = parse_version(from);
    catalog::FrameworkBuild build;
    build.cuda = parse_version(cuda);
    build.cudnn = parse_version(cudnn);
    made.builds = {build};
    made.bundles_runtime = made.framework == "torch";
    made.sources = {"doc"};
    return made;
}

struct SmallWorld : World {
    SmallWorld() {
        auto& table = catalog.framework_table;
        table.citations = {{"doc", "release matrix (of September)"}};
        table.rows = {row("onnxruntime-gpu", "1.19", "12.4", "9"),
                      row("tensorflow", "2.15", "12.2", "8.9"),
                      row("torch", "2.6", "12.4", "9.1.0.70")};
    }
    [[nodiscard]] std::variant<FrameworkAnswer, Refusal> ask(
        const FrameworkQuestion& question) const {
        return resolve_framework(question, request_for("latest"), machine_with("none"), catalog);
    }
    [[nodiscard]] FrameworkAnswer answer(const FrameworkQuestion& question) const {
        return std::get<FrameworkAnswer>(ask(question));
    }
    template <typename Reason>
    [[nodiscard]] Reason refused(const FrameworkQuestion& question) const {
        return std::get<Reason>(std::get<Refusal>(ask(question)));
    }
};

FrameworkQuestion about(const char* framework, const char* release, const char* cuda = "") {
    FrameworkQuestion question{framework, parse_spec(release)};
    question.cuda = find_version(cuda);
    return question;
}

TEST(ContainerBuild, IsNotJudgedByTheRowsOfTheIndex) {
    const SmallWorld world;
    auto question = about("torch", "2.6.0a0");
    question.container = "25.01";
    const auto refusal = world.refused<ContainerBuild>(question);
    EXPECT_EQ(refusal.framework, "torch");
    EXPECT_EQ(refusal.container, "25.01");
    question.cuda = parse_version("12.2");
    const auto answer = world.answer(question);
    EXPECT_EQ(answer.build_reason, BuildReason::told);
    EXPECT_EQ(answer.build.cuda.text(), "12.2");
    EXPECT_FALSE(answer.build.cudnn);
    EXPECT_TRUE(answer.other_builds.empty());
}

TEST(Companion, IsTakenAtItsWordWhereItNamesItsCuda) {
    const SmallWorld world;
    const auto exact = world.answer(about("cudf", "25.2.0", "12"));
    EXPECT_EQ(exact.release, "25.2.0");
    EXPECT_EQ(exact.toolkit.toolkit.major_number(), 12U);
    EXPECT_EQ(world.answer(about("cudf", "latest", "12")).release, "");
}

TEST(Companion, IsRefusedWithWhatItGoesWith) {
    const SmallWorld world;
    auto question = about("flash-attn", "2.8.3");
    question.goes_with = "torch";
    const auto refusal = world.refused<UnknownCompanion>(question);
    EXPECT_EQ(refusal.package, "flash-attn");
    EXPECT_EQ(refusal.goes_with, "torch");
    EXPECT_EQ(world.refused<UnknownFramework>(about("keras", "3")).framework, "keras");
}

TEST(NeededCudnn, OfTwoMajorsFitsNoOneEnvironment) {
    const SmallWorld world;
    const auto tensorflow = world.answer(about("tensorflow", "2.15.0"));
    const auto onnxruntime = world.answer(about("onnxruntime-gpu", "1.19.0"));
    const auto torch = world.answer(about("torch", "2.6.0"));
    EXPECT_THAT(by_needed_cudnn({tensorflow, onnxruntime}), UnorderedElementsAre(Key(8), Key(9)));
    EXPECT_EQ(find_common_toolkit({tensorflow, onnxruntime}), nullptr);
    // What brings its own cuDNN asks for none beside it.
    EXPECT_THAT(by_needed_cudnn({tensorflow, torch}), UnorderedElementsAre(Key(8)));
    EXPECT_NE(find_common_toolkit({tensorflow, torch}), nullptr);
}

}  // namespace
}  // namespace cudaenv::resolve::test
