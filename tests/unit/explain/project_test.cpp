// SPDX-License-Identifier: Apache-2.0
// What a project says of a framework, in words.
#include <cudaenv/explain/project.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using python::Condition;
using python::Part;
using testing::ElementsAre;
using testing::HasSubstr;

python::FrameworkNeed torch(const char* release) {
    python::FrameworkNeed need;
    need.framework = "torch";
    need.release = parse_spec(release);
    return need;
}

TEST(ConditionWords, NamePartAndMarker) {
    EXPECT_EQ(condition_words({}), "its base");
    EXPECT_EQ(condition_words({Part::extra, "cu118", ""}), "extra cu118");
    EXPECT_EQ(condition_words({Part::extra, "", ""}), "an extra");
    EXPECT_EQ(condition_words({Part::group, "dev", "python_version < '3.9'"}),
              "group dev, where python_version < '3.9'");
    EXPECT_EQ(condition_words({Part::base, "", "python_version < '3.9'"}),
              "where python_version < '3.9'");
}

TEST(ChoiceWords, SayHowAnotherIsChosen) {
    auto need = torch("2.6.0");
    EXPECT_EQ(choice_words(need), "");
    need.also = {{parse_spec("2.5.1"), "cu118", parse_version("11.8"), {Part::extra, "cu118", ""}}};
    EXPECT_EQ(choice_words(need), "its base dependencies; --extra NAME chooses");
    need.condition.marker = "python_version >= '3.9'";
    need.also = {{parse_spec("2.4.1"), "", {}, {Part::base, "", "python_version < '3.9'"}}};
    EXPECT_EQ(choice_words(need),
              "where python_version >= '3.9': the newest; --python X.Y chooses");
    EXPECT_EQ(alternative_words("torch", need.also[0]),
              "torch 2.4.1 (where python_version < '3.9')");
    need.also = {};
    need.condition = {Part::extra, "gpu", ""};
    EXPECT_EQ(choice_words(need), "extra gpu");
}

TEST(AlternativeWords, NameTheBuild) {
    EXPECT_EQ(
        alternative_words(
            "torch", {parse_spec("2.5.1"), "cu118", parse_version("11.8"), {Part::extra, "cu118"}}),
        "torch 2.5.1, CUDA 11.8 (extra cu118)");
    EXPECT_EQ(alternative_words("torch", {parse_spec("latest"), "xpu", {}, {Part::extra, "xpu"}}),
              "torch, its xpu build (extra xpu)");
}

TEST(CompanionWords, SayWhatItIsCompiledFor) {
    const auto need = torch("2.6.0");
    python::Companion flash{"flash-attn", parse_spec("2.8.3")};
    EXPECT_THAT(companion_words(need, flash), HasSubstr("not known to cudaenv"));
    flash.cuda = parse_version("12.8");
    EXPECT_EQ(companion_words(need, flash), "flash-attn 2.8.3 is compiled for CUDA 12.8");
    flash.framework = parse_version("2.9.0");
    EXPECT_EQ(companion_words(need, flash),
              "flash-attn 2.8.3 is compiled for torch 2.9.0 and CUDA 12.8, not for torch 2.6.0");
    flash.framework = parse_version("2.6");
    auto other_cuda = need;
    other_cuda.cuda = parse_version("12.4");
    EXPECT_EQ(companion_words(other_cuda, flash),
              "flash-attn 2.8.3 is compiled for torch 2.6 and CUDA 12.8, not for CUDA 12.4");
}

TEST(CpuWords, TellATransitiveDependencyFromAChoice) {
    auto need = torch("2.6.0");
    need.build = "cpu";
    EXPECT_EQ(cpu_words(need), "is its cpu build: it needs neither an NVIDIA driver nor a toolkit");
    need.is_direct = false;
    EXPECT_THAT(cpu_words(need), HasSubstr("comes with another package as its cpu build"));
    need.is_direct = true;
    need.framework = "jax";
    EXPECT_THAT(cpu_words(need), HasSubstr("no plugin for CUDA"));
}

TEST(ContainerWords, SayThatTheBuildIsNvidiasOwn) {
    auto need = torch("2.6.0a0");
    EXPECT_EQ(container_words(need), "");
    need.container = "25.01";
    EXPECT_THAT(container_words(need),
                HasSubstr("NVIDIA's own build, for its container release 25.01"));
}

TEST(UnreadWords, GroupFilesByTheirReason) {
    using Reason = python::UnreadFile::Reason;
    EXPECT_THAT(unread_words({{"a/requirements-dev.txt", Reason::not_needed},
                              {"a/setup.cfg", Reason::no_reader},
                              {"a/setup.py", Reason::no_reader}},
                             {"requirements-dev.txt", "setup.cfg", "setup.py"}),
                ElementsAre("setup.cfg, setup.py: of a kind that cudaenv does not read",
                            "requirements-dev.txt: read only when named"));
    EXPECT_TRUE(unread_words({}, {}).empty());
}

TEST(UnlistedFramework, IsAnErrorThatSaysWhatIsKnown) {
    const auto container = error(resolve::ContainerBuild{"torch", parse_spec("2.6.0a0"), "25.01"});
    EXPECT_EQ(container.kind(), ErrorKind::not_found);
    EXPECT_THAT(container.message(),
                HasSubstr("NVIDIA's own build, for its container release 25.01"));
    EXPECT_THAT(container.message(), HasSubstr("not known to cudaenv"));
    const auto companion =
        error(resolve::UnknownCompanion{"flash-attn", parse_spec("2.8.3"), "torch"});
    EXPECT_EQ(companion.message(),
              "flash-attn 2.8.3 is compiled for torch: for which release and which CUDA is not "
              "known to cudaenv");
    const auto tensorrt = error(resolve::UnknownCompanion{"tensorrt", parse_spec("8.6.1"), "CUDA"});
    EXPECT_THAT(tensorrt.message(), HasSubstr("not known to cudaenv"));
}

}  // namespace
}  // namespace cudaenv::explain
