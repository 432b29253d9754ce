// SPDX-License-Identifier: Apache-2.0
// Why a decision is as it is, sentence by sentence.
#include "unit/resolve/world.hpp"

#include <cudaenv/explain/resolution.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using resolve::Resolution;
using resolve::RuleKind;
using resolve::test::machine_with;
using resolve::test::request_for;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ResolutionWords : public testing::Test {
 protected:
    Resolution answer(const std::string& spec,
                      const machine::Machine& machine,
                      std::optional<Compat> compat = std::nullopt) {
        auto request = request_for(spec);
        request.compat = compat;
        return resolve::test::resolution_of(request, machine, world_.catalog);
    }
    static machine::Machine wsl() {
        auto machine = machine_with("566.36");
        machine.driver->kind = machine::DriverKind::windows;
        machine.driver->cuda = parse_version("12.7");
        return machine;
    }
    static std::string words_of(const Resolution& resolution, const std::string& release) {
        for (const auto& each : resolution.weighed) {
            if (each.judgement.toolkit.text() == release) return words(each);
        }
        return "not weighed";
    }

    resolve::test::World world_;
};

TEST_F(ResolutionWords, SayWhyTheToolkitWasChosen) {
    EXPECT_EQ(toolkit_reason(answer("11", machine_with("460.80"))),
              "newest CUDA 11 that driver 460.80 runs natively (needs 460.27.03 or newer; NVIDIA "
              "names 460.32.03 for 11.2.2)");
    EXPECT_EQ(toolkit_reason(answer("12", machine_with("none"))),
              "newest CUDA 12; no driver here: compiles here, runs where the driver is 575.51.03 "
              "or newer");
    EXPECT_EQ(toolkit_reason(answer("11.8.0", machine_with("460.80"))),
              "named exactly; driver 460.80 runs it in minor-version compatibility");
    EXPECT_THAT(toolkit_reason(answer("12.4", machine_with("460.80"), Compat::any)),
                HasSubstr("compiles here, runs elsewhere"));
    EXPECT_EQ(toolkit_reason(answer("latest", wsl())),
              "newest CUDA that Windows driver 566.36 runs natively (it runs CUDA up to 12.7)");
    auto a100 = machine_with("535.104.05");
    a100.gpus = {{.name = "NVIDIA A100"}};
    EXPECT_EQ(toolkit_reason(answer("13.1.1", a100, Compat::forward)),
              "named exactly; driver 535.104.05 runs it in forward compatibility");
}

TEST_F(ResolutionWords, SayWhatNewerOnesLack) {
    EXPECT_EQ(toolkit_reason(answer("latest", machine_with("615.71.09", {"9.0", "7.0"}))),
              "newest CUDA with code for every GPU that driver 615.71.09 runs natively (needs "
              "575.51.03 or newer)");
    EXPECT_THAT(toolkit_reason(answer("13.0", machine_with("615.71.09", {"9.0", "7.0"}))),
                Not(HasSubstr("with code for every GPU")));
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1", "13.0.2"});
    EXPECT_EQ(toolkit_reason(answer("12", machine_with("580.159.04"))),
              "newest CUDA 12 with a source that driver 580.159.04 runs natively (needs 550.54.14 "
              "or newer)");
}

TEST_F(ResolutionWords, TellDriverAndToolkitApart) {
    struct Row {
        std::string spec;
        std::string driver;
        std::string words;
    };
    for (const auto& row :
         {Row{"11",
              "460.80",
              "driver 460.80 runs CUDA up to 11.2 (the number nvidia-smi shows); toolkit 11.2.2 "
              "(the number nvcc shows) is fine on it"},
          Row{"11.8.0",
              "460.80",
              "driver 460.80 runs CUDA up to 11.2 (the number nvidia-smi shows); toolkit 11.8.0 "
              "(the number nvcc shows) is newer than that, which minor-version compatibility "
              "allows"},
          Row{"13.0.2",
              "580.65.06",
              "driver 580.65.06 runs CUDA up to 13.0 (the number nvidia-smi shows); toolkit 13.0.2 "
              "(the number nvcc shows) is fine on it"},
          Row{"12.4.1",
              "none",
              "no NVIDIA driver here; toolkit 12.4.1 (the number nvcc shows) compiles without one, "
              "its programs need one where they run"}}) {
        EXPECT_EQ(layers(answer(row.spec, machine_with(row.driver))), row.words);
    }
    EXPECT_EQ(layers(answer("latest", wsl())),
              "Windows driver 566.36 runs CUDA up to 12.7 (the number nvidia-smi shows); toolkit "
              "12.6.3 (the number nvcc shows) is fine on it");
    EXPECT_THAT(layers(answer("12.4", machine_with("460.80"), Compat::any)),
                HasSubstr("compiles here; its programs run elsewhere"));
}

TEST_F(ResolutionWords, SayWhyOthersWerePassedOver) {
    const auto resolution = answer("11", machine_with("460.80"));
    EXPECT_EQ(words(resolution.rejected[0]),
              "needs driver 520.61.05; would run in minor-version compatibility (no PTX JIT): "
              "cudaenv install 11.8.0");
    EXPECT_EQ(words_of(resolution, "11.8.0"), words(resolution.rejected[0]));
    EXPECT_EQ(words_of(resolution, "11.2.2"), "native on driver 460.80");
    EXPECT_EQ(words(answer("11", machine_with("470.57.02", {"3.7"})).rejected[0]),
              "needs driver 520.61.05, and 470 is the last driver branch for compute capability "
              "3.7 (Kepler); would run in minor-version compatibility (no PTX JIT): cudaenv "
              "install 11.8.0");
    auto a100 = machine_with("535.104.05");
    a100.gpus = {{.name = "NVIDIA A100"}};
    EXPECT_THAT(words_of(answer("latest", a100), "13.1.1"),
                HasSubstr("; would run in forward compatibility: cudaenv install 13.1.1 --compat "
                          "forward"));
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1"});
    EXPECT_EQ(words(answer("11", machine_with("460.80")).rejected[1]), "needs driver 465.19.01");
    EXPECT_EQ(words(answer("12", machine_with("580.159.04")).rejected[0]),
              "no source in use has the whole toolkit");
}

TEST_F(ResolutionWords, SayWhichReleasesMustBeNamedExactly) {
    const auto machine = machine_with("615.71.09");
    EXPECT_EQ(words_of(answer("13", machine), "13.4.0"),
              "a pre-release: taken only when named exactly");
    EXPECT_THAT(words_of(answer("13.4.0", machine), "13.4.0"),
                Not(HasSubstr("taken only when named exactly")));
    EXPECT_THAT(words_of(answer("13", machine), "13.5.0"),
                testing::AllOf(StartsWith("the driver that it needs is not known"),
                               testing::EndsWith(": taken only when named exactly")));
    world_.toolkit("12.4.1").yanked = true;
    EXPECT_EQ(words_of(answer("12.4", machine), "12.4.1"),
              "withdrawn upstream: taken only when named exactly");
}

TEST_F(ResolutionWords, StateTheRulesThatDecided) {
    const auto rules = [&](const Resolution& resolution) {
        std::vector<std::string> sentences;
        for (const auto& rule : resolution.rules) sentences.push_back(words(rule));
        return sentences;
    };
    EXPECT_THAT(
        rules(answer("11", machine_with("460.80", {"8.6"}))),
        ElementsAre("a driver runs every toolkit up to its own CUDA version (the number nvidia-smi "
                    "shows): all updates of that, and whatever is older",
                    "minor-version compatibility: from driver 450.80.02 on every CUDA 11 runs, "
                    "without compiling PTX; taken only when a release is named exactly or with "
                    "--compat minor",
                    HasSubstr("a toolkit makes machine code for a GPU from its first to its last "
                              "CUDA")));
    EXPECT_THAT(rules(answer("12", machine_with("none"))),
                ElementsAre("nvcc needs no driver: without one the newest release is taken"));
    EXPECT_THAT(rules(answer("latest", wsl())).front(), StartsWith("in WSL the driver is the one"));
    EXPECT_THAT(words(resolve::Rule{RuleKind::jetson, ""}), StartsWith("a Jetson runs the CUDA"));
    EXPECT_THAT(words(resolve::Rule{RuleKind::forward_compat, ""}),
                StartsWith("forward compatibility: NVIDIA's cuda-compat package"));
    EXPECT_EQ(words(resolve::Rule{RuleKind::minor_compat, ""}),
              "minor-version compatibility: a driver runs newer toolkits of its own major, without "
              "compiling PTX");
}

}  // namespace
}  // namespace cudaenv::explain
