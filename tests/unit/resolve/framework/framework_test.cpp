// SPDX-License-Identifier: Apache-2.0
// What releases of frameworks need, and which of their builds a question means.
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/framework.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv::resolve::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

catalog::FrameworkBuild build(const char* cuda, const char* cudnn) {
    catalog::FrameworkBuild made;
    made.cuda = parse_version(cuda);
    made.cudnn = find_version(cudnn);
    return made;
}

catalog::FrameworkRow row(const char* framework,
                          const char* from,
                          std::vector<catalog::FrameworkBuild> builds,
                          const char* default_cuda) {
    catalog::FrameworkRow made;
    made.framework = framework;
    made.from = parse_version(from);
    made.builds = std::move(builds);
    made.default_cuda = find_version(default_cuda);
    made.bundles_runtime = made.framework == "torch" || made.framework == "jax";
    made.sources = {"doc"};
    return made;
}

/// The resolver's test world with a small table of frameworks.
struct FrameworkWorld : World {
    FrameworkWorld() {
        auto& table = catalog.framework_table;
        table.citations = {{"doc", "release matrix (of September)"}};
        auto jax = row("jax", "0.7", {build("12.9", "9.10"), build("13.0", "9.10")}, "");
        jax.to = parse_version("0.11");
        jax.builds[0].min_driver = parse_version("525");
        jax.builds[1].min_driver = parse_version("580");
        jax.builds[1].min_cc = parse_version("7.5");
        auto onnx = row("onnxruntime-gpu", "1.21", {build("12", "9")}, "12");
        onnx.to = parse_version("1.26");
        table.rows = {
            jax,
            onnx,
            row("tensorflow", "2.12", {build("11.8", "8.6")}, "11.8"),
            row("tensorflow", "2.15", {build("12.2", "8.9")}, "12.2"),
            row("torch", "1.11", {build("10.2", ""), build("11.3", "")}, "10.2"),
            row("torch",
                "2.5",
                {build("11.8", "9.1.0.70"), build("12.1", "9.1.0.70"), build("12.4", "9.1.0.70")},
                "12.4"),
            row("torch",
                "2.6",
                {build("11.8", "9.1.0.70"), build("12.4", "9.1.0.70"), build("12.6", "9.5.1.17")},
                "12.4"),
            row("torch", "2.12.0", {build("13.0.3", "9.25.1.1")}, "13.0"),
            row("torch", "2.12.1", {build("12.6.3", "9.10.2.21")}, "12.6"),
            row("torch",
                "2.14",
                {build("12.6.3", "9.10.2.21"), build("13.0.3", "9.25.1.1")},
                "13.0"),
        };
    }

    [[nodiscard]] FrameworkAnswer ask(const std::string& framework,
                                      const std::string& release,
                                      const std::string& driver = "none",
                                      const std::string& cuda = {},
                                      const std::vector<std::string>& capabilities = {}) const {
        FrameworkQuestion question{framework, parse_spec(release)};
        if (!cuda.empty()) question.cuda = parse_version(cuda);
        return std::get<FrameworkAnswer>(resolve_framework(
            question, request_for("latest"), machine_with(driver, capabilities), catalog));
    }
    /// torch 2.6.0 where the driver is another than Linux's.
    [[nodiscard]] FrameworkAnswer ask_with(machine::DriverKind kind,
                                           const std::string& driver,
                                           const std::string& cuda) const {
        auto machine = machine_with(driver);
        machine.driver->kind = kind;
        machine.driver->cuda = parse_version(cuda);
        return std::get<FrameworkAnswer>(resolve_framework(
            {"torch", parse_spec("2.6.0")}, request_for("latest"), machine, catalog));
    }
    template <typename OfferWish>
    [[nodiscard]] OfferWish refused(const std::string& framework,
                                    const std::string& release,
                                    const std::string& cuda = {}) const {
        FrameworkQuestion question{framework, parse_spec(release)};
        if (!cuda.empty()) question.cuda = parse_version(cuda);
        return std::get<OfferWish>(std::get<Refusal>(
            resolve_framework(question, request_for("latest"), machine_with("none"), catalog)));
    }
};

/// CUDA of the build that runs instead; "none" when none does.
std::string other_build(const FrameworkAnswer& answer) {
    return answer.alternative ? answer.alternative->cuda.text() : "none";
}

template <typename OfferWish>
bool has_note(const FrameworkAnswer& answer) {
    return std::any_of(answer.notes.begin(), answer.notes.end(), [](const auto& note) {
        return std::holds_alternative<OfferWish>(note);
    });
}

std::string text_of(const std::optional<Version>& version) {
    return version ? version->text() : "none";
}

TEST(Framework, NeedsWhatItsUsualBuildWasMadeWith) {
    const FrameworkWorld world;
    const auto answer = world.ask("torch", "2.6.0", "580.159.04");
    EXPECT_EQ(answer.release, "2.6.0");
    EXPECT_EQ(answer.build.cuda.text(), "12.4");
    EXPECT_EQ(answer.build_reason, BuildReason::usual);
    EXPECT_THAT(answer.other_builds, ElementsAre(parse_version("11.8"), parse_version("12.6")));
    EXPECT_EQ(answer.toolkit.toolkit.text(), "12.4.1");
    EXPECT_EQ(text_of(answer.fit.least_driver), "525.60.13");
    EXPECT_EQ(text_of(answer.fit.native_driver), "550.54.14");
    EXPECT_EQ(answer.fit.verdict, Verdict::native);
    EXPECT_FALSE(answer.toolkit.judgement.reason);
    EXPECT_FALSE(answer.fit.limit);
    EXPECT_THAT(answer.citations, ElementsAre("release matrix"));
    EXPECT_TRUE(has_note<BringsRuntime>(answer));
    EXPECT_THAT(answer.notes, SizeIs(1));
}

TEST(Framework, ReleaseIsTheNewestThatSatisfiesTheCondition) {
    struct Row {
        const char* spec;
        const char* release;
        const char* toolkit;
    };
    const Row rows[] = {
        {"latest", "2.14", "13.0.3"},
        {">=2.4", "2.14", "13.0.3"},
        {">=2.4,<3", "2.14", "13.0.3"},
        {">=2.4,<2.7", "2.6", "12.4.1"},
        {"<=2.6.1", "2.6", "12.4.1"},
        {">=2.6.1,<2.7", "2.6", "12.4.1"},
        {">=2.5.1,<2.5.2", "2.5", "12.4.1"},
        {">2.6.0,<2.7", "2.6", "12.4.1"},
        {">=2.5,!=2.14,<2.12", "2.6", "12.4.1"},
        {"<2.6,!=2.5", "1.11", "10.2.89"},
        {"<2.6,!=2.5.0", "2.5", "12.4.1"},
        {">=2.5.1,<2.12,!=2.6", "2.5", "12.4.1"},
        {">=2.12,<2.13,!=2.12.1", "2.12.0", "13.0.3"},
        {"2.6", "2.6", "12.4.1"},
        {"2.6.0a0", "2.6.0a0", "12.4.1"},
        {"2.6rc1", "2.6rc1", "12.4.1"},
        {"2", "2.14", "13.0.3"},
        {"2.5.1", "2.5.1", "12.4.1"},
        {"1.11.0", "1.11.0", "10.2.89"},
    };
    const FrameworkWorld world;
    for (const Row& each : rows) {
        const auto answer = world.ask("torch", each.spec);
        EXPECT_THAT(answer.release, testing::StartsWith(each.release)) << each.spec;
        EXPECT_EQ(answer.toolkit.toolkit.text(), each.toolkit) << each.spec;
    }
    EXPECT_EQ(world.ask("onnxruntime-gpu", "1.23.2").release, "1.23.2");
}

TEST(Framework, BuildIsTheOneThatWasNamed) {
    const FrameworkWorld world;
    const auto named = world.ask("torch", "2.6.0", "none", "11.8");
    EXPECT_EQ(named.toolkit.toolkit.text(), "11.8.0");
    EXPECT_EQ(named.build_reason, BuildReason::asked_for);
    EXPECT_EQ(text_of(named.asked_cuda), "11.8");
    EXPECT_EQ(world.ask("torch", "2.6.0", "none", "12").build.cuda.text(), "12.4");
    EXPECT_EQ(world.ask("torch", "latest", "none", "12").build.cuda.text(), "12.6.3");
    EXPECT_EQ(world.ask("torch", "latest", "none", "12.4").release, "2.6");
    EXPECT_EQ(world.ask("jax", "latest", "none", "12").build.cuda.text(), "12.9");
    EXPECT_EQ(world.ask("jax", "latest").build.cuda.text(), "13.0");
    EXPECT_EQ(world.ask("jax", "latest").build_reason, BuildReason::newest);
}

TEST(Framework, OfAnyMinorTakesTheToolkitThatRunsHere) {
    const FrameworkWorld world;
    const auto answer = world.ask("onnxruntime-gpu", "1.22", "550.163.01");
    EXPECT_EQ(answer.toolkit.toolkit.text(), "12.4.1");
    EXPECT_EQ(world.ask("onnxruntime-gpu", "1.22", "550.163.01", "12.4").build.cuda.text(), "12");
    EXPECT_EQ(answer.build_reason, BuildReason::only_one);
}

TEST(Framework, BringsTheCudnnItWasBuiltWithElseTheNewestOfThatMajor) {
    FrameworkWorld world;
    const auto newest = world.ask("torch", "2.6.0");
    ASSERT_EQ(newest.toolkit.libraries.size(), 1U);
    EXPECT_EQ(newest.toolkit.libraries[0].version.text(), "9.27.0.42");
    const auto& built_with = newest.toolkit.libraries[0].reason.built_with;
    ASSERT_TRUE(built_with);
    EXPECT_EQ(built_with->framework, "torch");
    EXPECT_EQ(built_with->release, "2.6.0");
    EXPECT_EQ(built_with->version.text(), "9.1.0.70");
    EXPECT_FALSE(built_with->is_taken);
    const auto exact = world.ask("torch", "2.14", "none", "12.6");
    ASSERT_EQ(exact.toolkit.libraries.size(), 1U);
    EXPECT_EQ(exact.toolkit.libraries[0].version.text(), "9.10.2.21");
    EXPECT_TRUE(exact.toolkit.libraries[0].reason.built_with->is_taken);
    const auto onnx = world.ask("onnxruntime-gpu", "1.22").toolkit.libraries.at(0).reason;
    EXPECT_EQ(onnx.wish.named->text(), "9");
    EXPECT_FALSE(onnx.built_with->is_taken);
    EXPECT_EQ(world.ask("tensorflow", "2.12").toolkit.libraries.at(0).version.text(), "8.9.7.29");
}

TEST(Framework, LeavesCudnnToTheRequestThatNamesIt) {
    const FrameworkWorld world;
    auto request = request_for("latest");
    request.cudnn = parse_spec("none");
    const FrameworkQuestion question{"torch", parse_spec("2.6.0")};
    const auto answer = resolve_framework(question, request, machine_with("none"), world.catalog);
    EXPECT_THAT(std::get<FrameworkAnswer>(answer).toolkit.libraries, IsEmpty());
}

TEST(Framework, RunsByMinorVersionCompatibilityOnAnOlderDriver) {
    const FrameworkWorld world;
    const auto answer = world.ask("torch", "2.6.0", "535.104.05");
    EXPECT_EQ(answer.fit.verdict, Verdict::minor_compat);
    EXPECT_EQ(answer.toolkit.judgement.driver->version.text(), "535.104.05");
    EXPECT_EQ(answer.toolkit.toolkit.text(), "12.4.1");
}

TEST(Framework, OnATooOldDriverNamesTheDriverAndABuildThatRuns) {
    const FrameworkWorld world;
    const auto answer = world.ask("torch", "2.6.0", "470.57.02");
    EXPECT_EQ(answer.fit.verdict, Verdict::unsupported);
    EXPECT_EQ(answer.toolkit.judgement.reason, Reason::driver_too_old);
    EXPECT_EQ(text_of(answer.fit.least_driver), "525.60.13");
    EXPECT_EQ(other_build(answer), "11.8");
    EXPECT_EQ(answer.toolkit.toolkit.text(), "12.4.1");
    EXPECT_EQ(other_build(world.ask("torch", "2.6.0", "430.40")), "none");
}

TEST(Framework, OnAWindowsDriverIsNotMeasuredByLinuxNumbers) {
    const FrameworkWorld world;
    const auto native = world.ask_with(machine::DriverKind::windows, "566.36", "12.7");
    EXPECT_EQ(native.fit.verdict, Verdict::native);
    EXPECT_EQ(native.toolkit.judgement.driver->kind, machine::DriverKind::windows);
    EXPECT_FALSE(native.toolkit.judgement.reason);
    EXPECT_FALSE(native.fit.least_driver);
    EXPECT_FALSE(native.fit.native_driver);
    const auto minor = world.ask_with(machine::DriverKind::windows, "528.33", "12.0");
    EXPECT_EQ(minor.fit.verdict, Verdict::minor_compat);
    const auto old = world.ask_with(machine::DriverKind::windows, "472.12", "11.4");
    EXPECT_EQ(old.fit.verdict, Verdict::unsupported);
    EXPECT_EQ(old.toolkit.judgement.needs, Need(WindowsDriver{parse_version("12.4")}));
    EXPECT_EQ(text_of(old.toolkit.judgement.driver->cuda), "11.4");
    EXPECT_EQ(other_build(old), "11.8");
}

TEST(Framework, OnAJetsonIsToldWhichJetpackItNeeds) {
    const FrameworkWorld world;
    const auto native = world.ask_with(machine::DriverKind::tegra, "36.4.7", "12.6");
    EXPECT_EQ(native.fit.verdict, Verdict::native);
    EXPECT_EQ(native.toolkit.judgement.driver->kind, machine::DriverKind::tegra);
    EXPECT_FALSE(native.toolkit.judgement.reason);
    EXPECT_FALSE(native.fit.least_driver);
    const auto old = world.ask_with(machine::DriverKind::tegra, "32.7.4", "10.2");
    EXPECT_EQ(old.fit.verdict, Verdict::unsupported);
    EXPECT_TRUE(std::holds_alternative<Jetpack>(*old.toolkit.judgement.needs));
    EXPECT_FALSE(old.fit.least_driver);
}

TEST(Framework, WithoutADriverSaysWhereItRuns) {
    const FrameworkWorld world;
    const auto answer = world.ask("torch", "2.6.0");
    EXPECT_EQ(answer.fit.verdict, Verdict::compile_only);
    EXPECT_FALSE(answer.toolkit.judgement.driver);
    EXPECT_EQ(text_of(answer.fit.least_driver), "525.60.13");
    EXPECT_EQ(text_of(world.ask("torch", "1.11").fit.least_driver), "440.33");
}

TEST(Framework, KeepsToItsOwnLimits) {
    const FrameworkWorld world;
    EXPECT_EQ(text_of(world.ask("jax", "0.9").fit.least_driver), "580");
    const auto old_gpu = world.ask("jax", "0.9", "580.159.04", "13", {"7.0"});
    EXPECT_EQ(old_gpu.fit.verdict, Verdict::unsupported);
    ASSERT_TRUE(old_gpu.fit.limit);
    EXPECT_EQ(std::get<FrameworkGpuLimit>(*old_gpu.fit.limit).gpu.text(), "7.0");
    EXPECT_EQ(std::get<FrameworkGpuLimit>(*old_gpu.fit.limit).needed.text(), "7.5");
    EXPECT_EQ(other_build(old_gpu), "12.9");
    const auto old_driver = world.ask("jax", "0.9", "570.26", "13");
    EXPECT_EQ(old_driver.fit.verdict, Verdict::unsupported);
    ASSERT_TRUE(old_driver.fit.limit);
    EXPECT_EQ(std::get<FrameworkDriverLimit>(*old_driver.fit.limit).needed.text(), "580");
}

TEST(Framework, OfANamedReleaseWithoutADefaultBuildIsTheOneThatRunsHere) {
    const FrameworkWorld world;
    EXPECT_EQ(world.ask("jax", "0.9", "580.159.04").build.cuda.text(), "13.0");
    const auto older = world.ask("jax", "0.9", "570.26");
    EXPECT_EQ(older.build.cuda.text(), "12.9");
    EXPECT_EQ(older.build_reason, BuildReason::runs_here);
}

TEST(Framework, ForANewerGpuNamesABuildThatHasCodeForIt) {
    FrameworkWorld world;
    world.catalog.framework_table.rows.push_back(
        row("torch", "2.15", {build("12.4", ""), build("12.8", "")}, "12.4"));
    const auto answer = world.ask("torch", "2.15", "580.159.04", {}, {"12.0"});
    EXPECT_EQ(answer.toolkit.judgement.reason, Reason::gpu_too_new);
    ASSERT_TRUE(answer.toolkit.judgement.misfit);
    EXPECT_EQ(answer.toolkit.judgement.misfit->capability.text(), "12.0");
    EXPECT_EQ(other_build(answer), "12.8");
}

TEST(Framework, SaysWhichExtraBringsTheLibraries) {
    FrameworkWorld world;
    world.catalog.framework_table.rows[3].runtime_extra = "and-cuda";
    const auto notes = world.ask("tensorflow", "2.15").notes;
    ASSERT_THAT(notes, SizeIs(1));
    EXPECT_EQ(std::get<RuntimeExtra>(notes[0]).name, "and-cuda");
    world.catalog.framework_table.rows[3].runtime_extra.clear();
    EXPECT_THAT(world.ask("tensorflow", "2.15").notes, IsEmpty());
}

TEST(Framework, ThatTheTableDoesNotKnowIsTakenAtItsWord) {
    const FrameworkWorld world;
    const auto answer = world.ask("torch", "2.99.0", "none", "13.1");
    EXPECT_EQ(answer.toolkit.toolkit.text(), "13.1.2");
    EXPECT_FALSE(answer.bundles_runtime);
    EXPECT_EQ(answer.build_reason, BuildReason::told);
    EXPECT_TRUE(has_note<NotInTable>(answer));
    EXPECT_THAT(answer.notes, SizeIs(1));
    EXPECT_THAT(answer.citations, IsEmpty());
}

TEST(Framework, BuiltFromSourceIsTakenAtItsWord) {
    const FrameworkWorld world;
    EXPECT_EQ(world.ask("torch", "2.6.0a0", "none", "12.6").build.cuda.text(), "12.6");
    EXPECT_EQ(world.ask("torch", "2.6.0a0", "none", "13.1").toolkit.toolkit.text(), "13.1.2");
}

TEST(Framework, ThatIsNotKnownIsRefusedNamingWhatIs) {
    const FrameworkWorld world;
    const auto framework = world.refused<UnknownFramework>("keras", "3.0");
    EXPECT_EQ(framework.framework, "keras");
    EXPECT_THAT(framework.known, ElementsAre("jax", "onnxruntime-gpu", "tensorflow", "torch"));

    const auto release = world.refused<UnknownFrameworkRelease>("torch", "2.3.1");
    EXPECT_EQ(release.framework, "torch");
    EXPECT_EQ(release.release.text(), "2.3.1");
    EXPECT_THAT(release.nearest, ElementsAre(parse_version("1.11"), parse_version("2.5")));
    EXPECT_THAT(world.refused<UnknownFrameworkRelease>("torch", ">=3").nearest,
                ElementsAre(parse_version("2.14")));

    const auto build = world.refused<UnknownFrameworkBuild>("torch", "2.6.0", "12.1");
    EXPECT_EQ(build.release.text(), "2.6.0");
    EXPECT_EQ(build.cuda.text(), "12.1");
    EXPECT_EQ(build.known_release.text(), "2.6");
    EXPECT_THAT(build.builds,
                ElementsAre(parse_version("11.8"), parse_version("12.4"), parse_version("12.6")));
}

TEST(CommonToolkit, IsOneThatServesAll) {
    const FrameworkWorld world;
    const auto common = [&](const std::vector<FrameworkAnswer>& answers) {
        const auto* one = find_common_toolkit(answers);
        return one == nullptr ? std::string("none") : one->toolkit.toolkit.text();
    };
    const auto torch_124 = world.ask("torch", "2.6.0");
    const auto torch_118 = world.ask("torch", "2.6.0", "none", "11.8");
    const auto jax_129 = world.ask("jax", "0.9", "none", "12");
    const auto tensorflow_122 = world.ask("tensorflow", "2.15");
    EXPECT_EQ(common({torch_124}), "12.4.1");
    EXPECT_EQ(common({jax_129, torch_124}), "12.4.1");
    EXPECT_EQ(common({torch_124, tensorflow_122}), "12.2.2");
    EXPECT_EQ(common({torch_124, torch_118}), "none");
    EXPECT_EQ(common({}), "none");
}

}  // namespace
}  // namespace cudaenv::resolve::test
