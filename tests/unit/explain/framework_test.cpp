// SPDX-License-Identifier: Apache-2.0
// What a framework was built with and how it runs on a machine, in words.
#include "unit/resolve/world.hpp"

#include <cudaenv/explain/framework.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using resolve::BuildReason;
using resolve::FrameworkAnswer;
using resolve::test::machine_with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FrameworkWords : public testing::Test {
 protected:
    /// Of a framework whose toolkit is `toolkit`, and that states no limits of its own.
    FrameworkAnswer answer(const std::string& toolkit, const machine::Machine& machine) {
        auto request = resolve::test::request_for(toolkit);
        request.compat = Compat::any;
        FrameworkAnswer made;
        made.toolkit = resolve::test::resolution_of(request, machine, world_.catalog);
        made.fit.judgement = made.toolkit.judgement;
        made.fit.verdict = made.toolkit.judgement.verdict;
        made.fit.least_driver = made.toolkit.judgement.minor_floor;
        return made;
    }
    std::string said(const std::string& toolkit, const machine::Machine& machine) {
        return fit_words(answer(toolkit, machine).fit);
    }
    static machine::Machine machine_of_kind(machine::DriverKind kind,
                                            const std::string& driver,
                                            const std::string& cuda) {
        auto made = machine_with(driver);
        made.driver->kind = kind;
        made.driver->cuda = parse_version(cuda);
        return made;
    }

    resolve::test::World world_;
};

TEST_F(FrameworkWords, SayHowTheDriverRunsIt) {
    EXPECT_EQ(said("12.4", machine_with("580.159.04")), "driver 580.159.04 runs it natively");
    EXPECT_THAT(said("12.4", machine_with("535.104.05")),
                StartsWith("driver 535.104.05 runs it in minor-version compatibility: what it "
                           "brings compiled works, "));
    EXPECT_EQ(said("12.4", machine_with("470.57.02")),
              "driver 470.57.02 is too old: it needs 525.60.13 or newer");
    EXPECT_EQ(said("12.4", machine_with("none")),
              "no driver here: it runs where the driver is 525.60.13 or newer");
    EXPECT_THAT(said("12.4", machine_with("580.159.04", {"12.0"})),
                HasSubstr("no machine code for compute capability 12.0"));
    EXPECT_THAT(said("12.4", machine_with("535.104.05", {"12.0"})),
                AllOf(HasSubstr("no machine code for compute capability 12.0"),
                      HasSubstr("too old to compile its PTX (needs 550.54.14)"),
                      Not(HasSubstr("525.60.13"))));
}

TEST_F(FrameworkWords, NeverMeasureAnotherDriverByLinuxNumbers) {
    const auto windows = machine::DriverKind::windows;
    EXPECT_EQ(said("12.4", machine_of_kind(windows, "566.36", "12.7")),
              "Windows driver 566.36 runs it natively");
    EXPECT_THAT(said("12.4", machine_of_kind(windows, "528.33", "12.0")),
                HasSubstr("Windows driver 528.33 runs it in minor"));
    EXPECT_EQ(said("12.4", machine_of_kind(windows, "472.12", "11.4")),
              "needs a Windows driver for CUDA 12.4; Windows driver 472.12 runs CUDA up to 11.4");
    const auto tegra = machine::DriverKind::tegra;
    EXPECT_EQ(said("12.4", machine_of_kind(tegra, "36.4.7", "12.6")),
              "JetPack 6 (L4T 36.4.7) runs it natively");
    const auto old = said("12.4", machine_of_kind(tegra, "32.7.4", "10.2"));
    EXPECT_THAT(old, StartsWith("needs "));
    EXPECT_THAT(old, Not(HasSubstr("525")));
}

TEST_F(FrameworkWords, NameTheLimitsOfItsOwn) {
    auto limited = answer("13.0", machine_with("570.26"));
    limited.fit.limit = resolve::FrameworkDriverLimit{parse_version("580")};
    limited.fit.least_driver = parse_version("580");
    EXPECT_EQ(fit_words(limited.fit), "driver 570.26 is too old: it needs 580 or newer");
    limited = answer("12.4", machine_with("none"));
    limited.fit.limit = resolve::FrameworkGpuLimit{parse_version("7.0"), parse_version("7.5")};
    EXPECT_EQ(fit_words(limited.fit),
              "it has no code for compute capability 7.0: it needs 7.5 or newer");
}

FrameworkAnswer torch() {
    FrameworkAnswer answer;
    answer.framework = "torch";
    answer.release = "2.6.0";
    answer.build.cuda = parse_version("12.4");
    return answer;
}

TEST(FrameworkBuildReason, IsAPhraseForEach) {
    auto answer = torch();
    const auto reason = [&answer](BuildReason why) {
        answer.build_reason = why;
        return build_reason(answer);
    };
    EXPECT_EQ(reason(BuildReason::usual), "the build that a plain install gives");
    EXPECT_EQ(reason(BuildReason::newest), "its newest build");
    EXPECT_EQ(reason(BuildReason::only_one), "its only build for CUDA in the table");
    EXPECT_EQ(reason(BuildReason::told), "as its name says");
    answer.asked_cuda = parse_version("12");
    EXPECT_EQ(reason(BuildReason::asked_for), "its build for CUDA 12");
}

TEST(FrameworkNotes, AreOneSentenceEach) {
    auto answer = torch();
    answer.notes = {resolve::BringsRuntime{},
                    resolve::NotInTable{},
                    resolve::RuntimeExtra{"and-cuda"},
                    resolve::CodeNotKnown{},
                    resolve::OtherGpuUnserved{parse_version("6.1")},
                    resolve::NewerDoesNotRun{"2.15.0"},
                    resolve::NoKnownInstall{},
                    resolve::NoKnownInstall{true}};
    EXPECT_THAT(
        note_words(answer),
        ElementsAre("torch 2.6.0 brings its own CUDA runtime in its wheels: to run it you need "
                    "only the driver; a toolkit of the same major is for building extensions",
                    "the table of frameworks has no torch 2.6.0: what its build needs is told by "
                    "its name",
                    "the extra [and-cuda] brings the CUDA libraries as wheels",
                    "for which GPUs this build has code is not known to cudaenv",
                    "it has no code for the GPU of compute capability 6.1",
                    "2.15.0 is newer and does not run here (--explain says why)",
                    "how pip comes by this build is not known to cudaenv",
                    "only conda is known to have this build"));
}

class CodeWords : public FrameworkWords {
 protected:
    CodeWords() {
        code_.sass = {target("70"), target("90a")};
        code_.ptx = std::vector{target("90")};
    }
    static catalog::CodeTarget target(const char* text) {
        return catalog::find_code_target(text).value();
    }
    /// Of a build whose newest GPU is served so; none where it is a limit.
    std::string said_of(const resolve::BuildGpuFit& gpu) {
        auto fit = answer("12.4", machine_with("580.159.04")).fit;
        fit.gpus = {gpu};
        if (gpu.code == resolve::BuildCode::none || gpu.code == resolve::BuildCode::ptx_too_new)
            fit.limit = resolve::FrameworkCodeLimit{gpu, code_, {}};
        return fit_words(fit);
    }
    catalog::CodeSet code_;
};

TEST_F(CodeWords, SayWhatServesTheGpu) {
    using resolve::BuildCode;
    const auto gpu = [](const char* text) { return parse_version(text); };
    EXPECT_EQ(said_of({gpu("7.0"), BuildCode::machine_code, target("70")}),
              "driver 580.159.04 runs it natively");
    EXPECT_EQ(said_of({gpu("7.5"), BuildCode::machine_code, target("70")}),
              "driver 580.159.04 runs it natively; its code for 7.0 runs on 7.5");
    EXPECT_EQ(said_of({gpu("12.0"), BuildCode::ptx, target("90")}),
              "driver 580.159.04 runs it natively, only by PTX: it has no machine code for 12.0, "
              "and the driver compiles its PTX for 9.0 when it starts");
    EXPECT_EQ(said_of({gpu("6.1"), BuildCode::none, {}}),
              "no kernel image for compute capability 6.1: it has machine code for 7.0 and 9.0a, "
              "PTX for 9.0");
    EXPECT_THAT(said_of({gpu("12.0"), BuildCode::ptx_too_new, target("90")}),
                StartsWith("no kernel image for compute capability 12.0: it has only PTX for it, "
                           "which the driver here does not compile"));
    code_.ptx = std::vector<catalog::CodeTarget>{};
    EXPECT_EQ(said_of({gpu("6.1"), BuildCode::none, {}}),
              "no kernel image for compute capability 6.1: it has machine code for 7.0 and 9.0a "
              "and no PTX");
}

TEST(PipCommand, IsTheLineToType) {
    EXPECT_EQ(command_words({"torch==2.8.0", "https://example.org/cu126"}),
              "pip install torch==2.8.0 --index-url https://example.org/cu126");
    EXPECT_EQ(command_words({"jax[cuda13]==0.12.0"}), "pip install \"jax[cuda13]==0.12.0\"");
    EXPECT_EQ(command_words({"vllm==0.20.2+cu129", "", {"https://a.example", "https://b.example"}}),
              "pip install vllm==0.20.2+cu129 --extra-index-url https://a.example "
              "--extra-index-url https://b.example");
    EXPECT_EQ(command_words({"torch==1.7.1+cu110", "", {}, "https://example.org/list.html"}),
              "pip install torch==1.7.1+cu110 -f https://example.org/list.html");
}

TEST(Alternative, SaysWhichReleaseRunsAndOnlyThatItsBuildDoes) {
    auto answer = torch();
    using Kind = resolve::FrameworkAlternative::Kind;
    const auto said = [&answer](Kind kind, const char* series) {
        answer.alternative = resolve::FrameworkAlternative{
            kind, "2.7.1", parse_version(series), parse_version("12.8.1")};
        return alternative_words(answer);
    };
    EXPECT_EQ(said(Kind::same_release, "2.6"), "its build for CUDA 12.8 runs here");
    EXPECT_EQ(said(Kind::first_later, "2.7"),
              "torch 2.7 is the first that runs here, with its build for CUDA 12.8");
    EXPECT_EQ(said(Kind::last_earlier, "2.5"),
              "torch 2.5 is the last that runs here, with its build for CUDA 12.8");
}

TEST(UnknownFramework, IsAnErrorNamingWhatIsKnown) {
    const auto unknown = error(resolve::UnknownFramework{"keras", {"jax", "torch"}});
    EXPECT_EQ(unknown.kind(), ErrorKind::not_found);
    EXPECT_EQ(unknown.message(), "keras is no framework that cudaenv has a table for");
    EXPECT_THAT(unknown.details(), ElementsAre("known: jax, torch"));
}

TEST(UnknownFramework, ReleaseIsAnErrorNamingTheNearest) {
    const auto unknown = error(resolve::UnknownFrameworkRelease{
        "torch", parse_spec("2.3.1"), {parse_version("1.11"), parse_version("2.5")}});
    EXPECT_EQ(unknown.kind(), ErrorKind::not_found);
    EXPECT_EQ(unknown.message(), "the table of frameworks has no torch 2.3.1");
    EXPECT_THAT(unknown.details(), ElementsAre("nearest known releases: 1.11, 2.5"));
    EXPECT_EQ(unknown.hint(), "cudaenv resolve --for torch, for the newest that is known");
}

TEST(UnknownFramework, BuildIsAnErrorNamingTheBuilds) {
    const auto unknown =
        error(resolve::UnknownFrameworkBuild{"torch",
                                             parse_spec("2.6.0"),
                                             parse_version("12.1"),
                                             parse_version("2.6"),
                                             {parse_version("11.8"), parse_version("12.6.3")}});
    EXPECT_EQ(unknown.kind(), ErrorKind::not_found);
    EXPECT_EQ(unknown.message(), "torch 2.6.0 has no build for CUDA 12.1");
    EXPECT_THAT(unknown.details(), ElementsAre("torch 2.6 is built for CUDA 11.8, 12.6"));
}

}  // namespace
}  // namespace cudaenv::explain
