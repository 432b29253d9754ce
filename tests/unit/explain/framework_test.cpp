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
        made.verdict = made.toolkit.judgement.verdict;
        made.least_driver = made.toolkit.judgement.minor_floor;
        return made;
    }
    std::string said(const std::string& toolkit, const machine::Machine& machine) {
        return verdict_words(answer(toolkit, machine));
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
    limited.limit = resolve::FrameworkDriverLimit{parse_version("580")};
    EXPECT_EQ(verdict_words(limited), "driver 570.26 is too old: it needs 580 or newer");
    limited = answer("12.4", machine_with("none"));
    limited.limit = resolve::FrameworkGpuLimit{parse_version("7.0"), parse_version("7.5")};
    EXPECT_EQ(verdict_words(limited),
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
    answer.notes = {resolve::OtherBuildRuns{parse_version("12.6.3")},
                    resolve::BringsRuntime{},
                    resolve::NotInTable{},
                    resolve::RuntimeExtra{"and-cuda"}};
    EXPECT_THAT(
        note_words(answer),
        ElementsAre("its build for CUDA 12.6 runs here",
                    "torch 2.6.0 brings its own CUDA runtime in its wheels: to run it you need "
                    "only the driver; a toolkit of the same major is for building extensions",
                    "the table of frameworks has no torch 2.6.0: what its build needs is told by "
                    "its name",
                    "the extra [and-cuda] brings the CUDA libraries as wheels"));
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
