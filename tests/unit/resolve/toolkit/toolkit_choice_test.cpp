// SPDX-License-Identifier: Apache-2.0
// Which toolkit a request gets, and what is said about the others.
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::resolve::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The first note of a kind; nullptr when there is none.
template <typename Kind>
const Kind* find_note(const Resolution& resolution) {
    for (const auto& note : resolution.notes) {
        if (const auto* found = std::get_if<Kind>(&note)) return found;
    }
    return nullptr;
}

class Toolkit : public ::testing::Test {
 protected:
    Resolution answer(const std::string& spec, const machine::Machine& machine) {
        return resolution_of(request_for(spec), machine, world_.catalog);
    }
    template <typename Kind>
    Kind refusal(const Request& request, const machine::Machine& machine) {
        return std::get<Kind>(refusal_of(request, machine, world_.catalog));
    }
    template <typename Kind>
    Kind refusal(const std::string& spec, const machine::Machine& machine) {
        return refusal<Kind>(request_for(spec), machine);
    }
    std::string chosen(const std::string& spec,
                       const std::string& driver,
                       const std::vector<std::string>& gpus = {}) {
        return answer(spec, machine_with(driver, gpus)).toolkit.text();
    }
    /// "11.8.0 driver-too-old 520.61.05" for each rejected release.
    static std::vector<std::string> rejected(const Resolution& resolution) {
        std::vector<std::string> lines;
        for (const auto& each : resolution.rejected) {
            const auto needs = each.needed_driver();
            lines.push_back(each.release().text() + " " +
                            std::string(reason_text(each.why.reason)) +
                            (needs ? " " + needs->text() : ""));
        }
        return lines;
    }
    const DriverCap kepler_{470, parse_version("3.7"), "Kepler"};
    World world_;
};

TEST_F(Toolkit, IsTheNewestThatTheDriverRunsNatively) {
    struct Row {
        std::string driver;
        std::string expected;
    };
    for (const auto& row : {Row{"460.80", "11.2.2"},
                            Row{"460.27.04", "11.2.2"},
                            Row{"470.57.02", "11.4.4"},
                            Row{"535.104.05", "12.2.2"},
                            Row{"580", "13.0.3"},
                            Row{"580.65.06", "13.0.3"},
                            Row{"580.159.04", "13.0.3"},
                            Row{"615.71.09", "13.4.3"},
                            Row{"450.80.02", "11.0.3"},
                            Row{"565.57.01", "12.6.3"}}) {
        EXPECT_EQ(chosen("latest", row.driver), row.expected) << row.driver;
    }
}

TEST_F(Toolkit, OfAPrefixOrRangeStaysInside) {
    EXPECT_EQ(chosen("11", "460.80"), "11.2.2");
    EXPECT_EQ(chosen("11", "615.71.09"), "11.8.0");
    EXPECT_EQ(chosen("12.4", "615.71.09"), "12.4.1");
    EXPECT_EQ(chosen(">=12.1,<12.5", "615.71.09"), "12.4.1");
    EXPECT_EQ(chosen(">=12.1,<12.5", "535.104.05"), "12.2.2");
}

TEST_F(Toolkit, SaysWhyItWasChosenAndWhatWasPassedOver) {
    const auto resolution = answer("11", machine_with("460.80"));
    EXPECT_EQ(resolution.request.text(), "11");
    EXPECT_EQ(resolution.judgement.toolkit, resolution.toolkit);
    EXPECT_EQ(resolution.judgement.verdict, Verdict::native);
    EXPECT_EQ(resolution.judgement.min_driver->text(), "460.27.03");
    EXPECT_EQ(resolution.judgement.named_driver->text(), "460.32.03");
    EXPECT_EQ(resolution.judgement.driver->cuda, parse_version("11.2"));
    EXPECT_EQ(resolution.source, SourceName::redist);
    EXPECT_EQ(resolution.grounds, Grounds());
    EXPECT_THAT(rejected(resolution),
                ElementsAre("11.8.0 driver-too-old 520.61.05", "11.3.0 driver-too-old 465.19.01"));
    EXPECT_EQ(resolution.rejected[0].judgement.verdict, Verdict::minor_compat);
    EXPECT_EQ(resolution.rejected[0].why, (PassedOver{Reason::driver_too_old, std::nullopt, true}));
    EXPECT_THAT(resolution.notes, IsEmpty());
    EXPECT_THAT(resolution.citations,
                ElementsAre("CUDA release notes, table 3",
                            "cuDNN support matrix",
                            "CUDA installation guide, host compilers"));
}

TEST_F(Toolkit, IsTheNewestKnownWithoutADriver) {
    const auto resolution = answer("12", machine_with("none"));
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.judgement.verdict, Verdict::compile_only);
    EXPECT_EQ(resolution.grounds, Grounds());
    EXPECT_EQ(chosen("latest", "none"), "13.5.0");
}

TEST_F(Toolkit, WithUnknownDriverRequirementIsTakenOnlyWhenNamedOrWithoutADriver) {
    const auto resolution = answer("latest", machine_with("615.71.09"));
    EXPECT_EQ(resolution.toolkit.text(), "13.4.3");
    EXPECT_THAT(rejected(resolution), ElementsAre("13.5.0 driver-requirement-unknown"));
    const auto exact = answer("13.5.0", machine_with("615.71.09"));
    EXPECT_EQ(exact.judgement.verdict, Verdict::minor_compat);
    EXPECT_FALSE(exact.judgement.min_driver);
    ASSERT_NE(find_note<RunsWithLimits>(exact), nullptr);
    EXPECT_EQ(find_note<RunsWithLimits>(exact)->judgement.reason, Reason::requirement_unknown);
    const auto prefix = refusal<OnlyReserved>("13.5", machine_with("615.71.09"));
    EXPECT_EQ(prefix.reason, Reason::requirement_unknown);
    EXPECT_EQ(prefix.best.toolkit.text(), "13.5.0");
    const auto old = refusal<NoneRunsHere>("13.5.0", machine_with("460.80"));
    EXPECT_EQ(old.nearest.reason, Reason::requirement_unknown);
    EXPECT_EQ(old.nearest.minor_floor, parse_version("580.65.06"));
}

TEST_F(Toolkit, PrereleaseIsTakenOnlyWhenNamedExactly) {
    EXPECT_EQ(chosen("13.4.0", "none"), "13.4.0");
    EXPECT_EQ(chosen("11.0.1", "450.80.02"), "11.0.1");
    world_.toolkit("13.5.0").prerelease = true;
    const auto resolution = answer("13", machine_with("none"));
    EXPECT_EQ(resolution.toolkit.text(), "13.4.3");
    EXPECT_THAT(rejected(resolution), ElementsAre("13.5.0 prerelease"));
    const auto refused = refusal<OnlyReserved>("13.5", machine_with("none"));
    EXPECT_EQ(refused.request.text(), "13.5");
    EXPECT_EQ(refused.reason, Reason::prerelease);
    EXPECT_EQ(refused.best.toolkit.text(), "13.5.0");
}

TEST_F(Toolkit, YankedIsTakenOnlyWhenNamedExactly) {
    world_.toolkit("12.4.1").yanked = true;
    const auto resolution = answer("12.4", machine_with("615.71.09"));
    EXPECT_EQ(resolution.toolkit.text(), "12.4.0");
    EXPECT_THAT(rejected(resolution), ElementsAre("12.4.1 yanked"));
    EXPECT_EQ(chosen("12.4.1", "615.71.09"), "12.4.1");
}

TEST_F(Toolkit, NamedExactlyRunsInMinorCompatibilityWithAWarning) {
    const auto resolution = answer("11.8.0", machine_with("460.80"));
    EXPECT_EQ(resolution.judgement.verdict, Verdict::minor_compat);
    EXPECT_EQ(resolution.grounds, Grounds{.is_named_exactly = true});
    ASSERT_NE(find_note<RunsInMinorCompat>(resolution), nullptr);
    EXPECT_EQ(find_note<RunsInMinorCompat>(resolution)->judgement, resolution.judgement);
    EXPECT_FALSE(find_note<RunsInMinorCompat>(resolution)->cap);
    EXPECT_THAT(resolution.citations, Contains("CUDA compatibility guide"));
    EXPECT_THAT(resolution.rejected, IsEmpty());
}

TEST_F(Toolkit, NamedExactlyIsRefusedInMinorCompatibilityWhenOnlyNativeIsWanted) {
    auto request = request_for("11.8.0");
    request.compat = Compat::native;
    EXPECT_EQ(refusal<NoneRunsHere>(request, machine_with("460.80")).nearest.verdict,
              Verdict::minor_compat);
}

TEST_F(Toolkit, OfAPrefixThatOnlyRunsInMinorCompatibilityIsRefusedWithTheWayOn) {
    auto request = request_for("11.8");
    const auto refused = refusal<NoneRunsHere>(request, machine_with("460.80"));
    EXPECT_EQ(refused.request.text(), "11.8");
    EXPECT_EQ(refused.nearest.toolkit.text(), "11.8.0");
    EXPECT_EQ(refused.nearest.verdict, Verdict::minor_compat);
    EXPECT_EQ(refused.works, parse_version("11.2.2"));
    EXPECT_TRUE(refused.update_helps);

    request.compat = Compat::minor;
    const auto resolution = resolution_of(request, machine_with("460.80"), world_.catalog);
    EXPECT_EQ(resolution.toolkit.text(), "11.8.0");
    EXPECT_EQ(resolution.judgement.verdict, Verdict::minor_compat);
}

TEST_F(Toolkit, IsRefusedWithTheGpuThatTheDriverIsTooOldFor) {
    const auto refused = refusal<NoneRunsHere>("11.4.4", machine_with("450.80.02", {"9.0"}));
    EXPECT_EQ(refused.nearest.driver_verdict, Verdict::minor_compat);
    EXPECT_EQ(refused.nearest.min_driver, parse_version("470.42.01"));
    EXPECT_EQ(refused.nearest.misfit,
              (GpuFit{parse_version("9.0"), GpuCode::ptx, "Hopper", parse_version("11.8")}));
    EXPECT_TRUE(refused.update_helps);
}

TEST_F(Toolkit, OfAPrefixIsNativeEvenWhenMinorCompatibilityIsAllowed) {
    auto request = request_for("11");
    request.compat = Compat::minor;
    const auto resolution = resolution_of(request, machine_with("460.80"), world_.catalog);
    EXPECT_EQ(resolution.toolkit.text(), "11.2.2");
    EXPECT_THAT(rejected(resolution), Contains("11.8.0 driver-too-old 520.61.05"));
}

TEST_F(Toolkit, ThatDoesNotRunIsRefusedWithDriverAlternativeAndOverride) {
    auto request = request_for("12.4");
    const auto refused = refusal<NoneRunsHere>(request, machine_with("460.80"));
    EXPECT_EQ(refused.nearest.toolkit.text(), "12.4.1");
    EXPECT_EQ(refused.nearest.verdict, Verdict::unsupported);
    EXPECT_EQ(refused.nearest.needs, Need(LinuxDriver{parse_version("550.54.14")}));
    EXPECT_EQ(refused.nearest.minor_floor, parse_version("525.60.13"));
    EXPECT_EQ(refused.works, parse_version("11.2.2"));
    EXPECT_FALSE(refused.cap);
    EXPECT_TRUE(refused.update_helps);

    request.compat = Compat::any;
    const auto resolution = resolution_of(request, machine_with("460.80"), world_.catalog);
    EXPECT_EQ(resolution.toolkit.text(), "12.4.1");
    EXPECT_EQ(resolution.judgement.verdict, Verdict::unsupported);
    ASSERT_EQ(resolution.libraries.size(), 1U);
    EXPECT_EQ(resolution.libraries[0].version.text(), "9.27.0.42");
}

TEST_F(Toolkit, BeforeElevenHasNoMinorCompatibility) {
    const auto refused = refusal<NoneRunsHere>("10.2.89", machine_with("418.87"));
    EXPECT_EQ(refused.nearest.needs, Need(LinuxDriver{parse_version("440.33")}));
    EXPECT_FALSE(refused.nearest.minor_floor);
    EXPECT_EQ(refused.works, parse_version("10.1.243"));
}

TEST_F(Toolkit, IsRefusedWithoutAnAlternativeWhenTheDriverRunsNothing) {
    const auto refused = refusal<NoneRunsHere>("11", machine_with("390.46"));
    EXPECT_EQ(refused.nearest.toolkit.text(), "11.8.0");
    EXPECT_FALSE(refused.works);
}

TEST_F(Toolkit, ThatIsUnknownIsNotFoundWithTheNearest) {
    const auto never = refusal<UnknownRelease>("12.7", machine_with("615.71.09"));
    EXPECT_TRUE(never.was_never_released);
    EXPECT_EQ(never.below, parse_version("12.6.3"));
    EXPECT_EQ(never.above, parse_version("12.8.0"));
    const auto unknown = refusal<UnknownRelease>("12.4.7", machine_with("none"));
    EXPECT_FALSE(unknown.was_never_released);
    EXPECT_EQ(unknown.below, parse_version("12.4.1"));
    EXPECT_EQ(unknown.above, parse_version("12.5.0"));
    const auto future = refusal<UnknownRelease>("99", machine_with("none"));
    EXPECT_EQ(future.below, parse_version("13.5.0"));
    EXPECT_FALSE(future.above);
    EXPECT_EQ(refusal<UnknownRelease>("99", machine_with("615.71.09")).below,
              parse_version("13.5.0"))
        << "what no driver is known for is known all the same";
    const auto range = refusal<UnknownRelease>(">=20", machine_with("none"));
    EXPECT_FALSE(range.below);
    EXPECT_FALSE(range.above);
}

TEST_F(Toolkit, IsMeantByANumberInsideAnotherWord) {
    const auto meant = [&](const char* text) {
        const auto found = find_meant(text, world_.catalog);
        return found ? found->text() : "";
    };
    EXPECT_EQ(meant("cuda-toolkit-12-4"), "12.4");
    EXPECT_EQ(meant("12,4"), "12.4");
    EXPECT_EQ(meant("lates"), "latest");
    EXPECT_EQ(meant("lab3"), "") << "there is no CUDA 3";
    EXPECT_EQ(meant("lab"), "");
    EXPECT_EQ(refusal<NamesNoRelease>("12.4-lab", machine_with("none")).meant, parse_spec("12.4"));
}

TEST_F(Toolkit, IsUnknownOnlyWhereNoKnownReleaseFits) {
    EXPECT_TRUE(find_unknown_release(parse_spec("3.2"), world_.catalog));
    EXPECT_TRUE(find_unknown_release(parse_spec(">=20"), world_.catalog));
    for (const char* known : {"12", "10.0.130", "latest", ">=12,<13", "system", "none", "lab"})
        EXPECT_FALSE(find_unknown_release(parse_spec(known), world_.catalog)) << known;
}

TEST_F(Toolkit, IsNotNamedByOtherKindsOfSpecs) {
    for (const std::string spec : {"system", "none", "lab"}) {
        EXPECT_FALSE(names_releases(parse_spec(spec))) << spec;
        EXPECT_EQ(refusal<NamesNoRelease>(spec, machine_with("none")).request.text(), spec);
    }
}

TEST_F(Toolkit, InForwardCompatibilityIsTakenWhenTheUserAcceptsIt) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA A100"}};
    auto request = request_for("13.1.1");
    const auto refused = refusal<NoneRunsHere>(request, machine);
    EXPECT_EQ(refused.nearest.verdict, Verdict::forward_compat);
    EXPECT_EQ(refused.works, parse_version("12.2.2"));

    request.compat = Compat::forward;
    const auto resolution = resolution_of(request, machine, world_.catalog);
    EXPECT_EQ(resolution.judgement.verdict, Verdict::forward_compat);
    ASSERT_NE(find_note<RunsInForwardCompat>(resolution), nullptr);
    EXPECT_EQ(find_note<RunsInForwardCompat>(resolution)->judgement.forward->way,
              ForwardWay(CompatPackage{parse_version("13.1")}));
    EXPECT_EQ(resolution.libraries.at(0).version.text(), "9.27.0.42");
    EXPECT_EQ(resolution_of(request_for("12"), machine, world_.catalog).toolkit.text(), "12.2.2");
}

TEST_F(Toolkit, InForwardCompatibilityIsRefusedOnOtherGpus) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA GeForce RTX 4090"}};
    auto request = request_for("13.1");
    request.compat = Compat::forward;
    const auto refused = refusal<NoneRunsHere>(request, machine);
    EXPECT_EQ(refused.nearest.toolkit.text(), "13.1.2");
    EXPECT_EQ(refused.nearest.verdict, Verdict::unsupported);
    EXPECT_EQ(refused.nearest.minor_floor, parse_version("580.65.06"));
    ASSERT_TRUE(refused.nearest.forward && refused.nearest.forward->objection);
    EXPECT_EQ(refused.nearest.forward->objection->gpu->name, "NVIDIA GeForce RTX 4090");
    EXPECT_EQ(refused.works, parse_version("12.2.2"));
}

TEST_F(Toolkit, ThatNoDriverOfTheGpuRunsNativelyIsRefusedWithoutAdvisingAnUpdate) {
    const auto refused = refusal<NoneRunsHere>("11.8", machine_with("470.57.02", {"3.7"}));
    EXPECT_EQ(refused.nearest.verdict, Verdict::minor_compat);
    EXPECT_EQ(refused.cap, kepler_);
    EXPECT_FALSE(refused.update_helps);
    const auto older = refusal<NoneRunsHere>("11.8.0", machine_with("440.33", {"3.7"}));
    EXPECT_EQ(older.cap, kepler_);
    EXPECT_TRUE(older.update_helps) << "to minor-version compatibility";
    const auto taken = answer("11.8.0", machine_with("470.57.02", {"3.7"}));
    ASSERT_NE(find_note<RunsInMinorCompat>(taken), nullptr);
    EXPECT_EQ(find_note<RunsInMinorCompat>(taken)->cap, kepler_);
}

TEST_F(Toolkit, IsWeighedAgainstPrereleasesThatAreOlder) {
    const auto passed_over = [](const Resolution& resolution, const std::string& release) {
        for (const auto& each : resolution.weighed) {
            if (each.judgement.toolkit.text() == release) return each.passed_over;
        }
        ADD_FAILURE() << release << " was not weighed";
        return std::optional<PassedOver>();
    };
    const auto machine = machine_with("615.71.09");
    ASSERT_TRUE(passed_over(answer("13", machine), "13.4.0"));
    EXPECT_EQ(passed_over(answer("13", machine), "13.4.0")->reason, Reason::prerelease);
    EXPECT_FALSE(passed_over(answer("13.4.0", machine), "13.4.0"));
}

TEST_F(Toolkit, IsTheNewestWithCodeForEveryGpu) {
    const auto resolution = answer("latest", machine_with("615.71.09", {"9.0", "7.0"}));
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.grounds, Grounds{.newer_lack_gpu_code = true});
    EXPECT_EQ(rejected(resolution).front(), "13.4.3 gpu-partly");
}

TEST_F(Toolkit, ThatDropsOneOfSeveralGpusIsTakenWithAWarning) {
    for (const std::string spec : {"13.0.2", "13.0"}) {
        const auto resolution = answer(spec, machine_with("615.71.09", {"9.0", "7.0"}));
        EXPECT_EQ(resolution.judgement.verdict, Verdict::native) << spec;
        ASSERT_NE(find_note<RunsWithLimits>(resolution), nullptr) << spec;
        EXPECT_EQ(find_note<RunsWithLimits>(resolution)->judgement.reason, Reason::gpu_partly)
            << spec;
        EXPECT_EQ(find_note<RunsWithLimits>(resolution)->judgement.misfit,
                  (GpuFit{parse_version("7.0"), GpuCode::none, "Volta", parse_version("12.9")}))
            << spec;
        EXPECT_EQ(resolution.libraries.at(0).version.text(), "9.27.0.42")
            << "cuDNN need not serve the GPU that the toolkit does not";
        EXPECT_FALSE(resolution.grounds.newer_lack_gpu_code) << spec;
    }
}

TEST_F(Toolkit, ServesTheNewestGpuWhereNoneServesAll) {
    EXPECT_EQ(chosen("latest", "none", {"12.0", "3.7"}), "13.5.0");
    EXPECT_EQ(chosen("11", "none", {"12.0", "3.7"}), "11.8.0");
}

TEST_F(Toolkit, OfAGpuKnownByItsNameHasCodeForIt) {
    auto machine = machine_with("615.71.09");
    machine.gpus = {{.name = "Tesla V100-SXM2-32GB"}};
    EXPECT_EQ(answer("latest", machine).toolkit.text(), "12.9.2");
}

TEST_F(Toolkit, OfARangeSatisfiesEveryBound) {
    struct Row {
        std::string spec;
        std::string expected;
    };
    for (const auto& row : {Row{">=12.1,<12.5", "12.4.1"},
                            Row{">12.1,<=12.4", "12.4.0"},
                            Row{"==12.4.1", "12.4.1"},
                            Row{">=12.4,<12.5,!=12.4.1", "12.4.0"},
                            Row{"<12", "11.8.0"},
                            Row{"latest", "13.4.3"}}) {
        EXPECT_EQ(chosen(row.spec, "615.71.09"), row.expected) << row.spec;
    }
    EXPECT_EQ(refusal<UnknownRelease>(">12.6.3,<12.8", machine_with("none")).request.text(),
              ">12.6.3,<12.8");
}

class OtherDriver : public Toolkit {
 protected:
    static machine::Machine machine(machine::DriverKind kind,
                                    const std::string& driver,
                                    const std::string& cuda) {
        auto made = machine_with(driver);
        made.driver->kind = kind;
        made.driver->cuda = find_version(cuda);
        return made;
    }
};

TEST_F(OtherDriver, OfWindowsIsNeverComparedWithTheTable) {
    const auto wsl = machine(machine::DriverKind::windows, "566.36", "12.7");
    const auto resolution = answer("latest", wsl);
    EXPECT_EQ(resolution.toolkit.text(), "12.6.3");
    EXPECT_FALSE(resolution.judgement.min_driver);
    EXPECT_EQ(resolution.judgement.driver->cuda, parse_version("12.7"));
    const auto refused = refusal<NoneRunsHere>("13", wsl);
    EXPECT_EQ(refused.nearest.toolkit.text(), "13.5.0");
    EXPECT_EQ(refused.nearest.needs, Need(WindowsDriver{parse_version("13.5")}));
    EXPECT_EQ(refused.nearest.driver->kind, machine::DriverKind::windows);
    EXPECT_EQ(refused.works, parse_version("12.6.3"));
    EXPECT_TRUE(refused.update_helps);
}

TEST_F(OtherDriver, OfAJetsonRunsWhatItsJetpackDoes) {
    const auto orin = machine(machine::DriverKind::tegra, "36.4.7", "12.6");
    EXPECT_EQ(answer("latest", orin).toolkit.text(), "12.6.3");
    auto request = request_for("12");
    request.compat = Compat::forward;
    EXPECT_EQ(resolution_of(request, orin, world_.catalog).toolkit.text(), "12.6.3");
    request.cuda = parse_spec("12.9");
    const auto resolution = resolution_of(request, orin, world_.catalog);
    EXPECT_EQ(resolution.judgement.verdict, Verdict::forward_compat);
    ASSERT_NE(find_note<RunsInForwardCompat>(resolution), nullptr);
    EXPECT_EQ(find_note<RunsInForwardCompat>(resolution)->judgement.forward->way,
              ForwardWay(CompatPackage{parse_version("12.9")}));
    const auto refused = refusal<NoneRunsHere>("13.0", orin);
    EXPECT_EQ(refused.nearest.toolkit.text(), "13.0.3");
    EXPECT_EQ(refused.nearest.needs, Need(Jetpack{"7.0"}));
    EXPECT_TRUE(refused.update_helps);
}

TEST_F(OtherDriver, ThatCannotBeAskedRefusesNothing) {
    const auto resolution = answer("12", machine(machine::DriverKind::windows, "361.42", ""));
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.judgement.verdict, Verdict::compile_only);
}

TEST_F(Toolkit, SaysWhatToKnowAboutTheDriver) {
    auto machine = machine_with("595.71.05");
    machine.driver->module = parse_version("595.71.05");
    machine.driver->library = parse_version("595.80");
    machine.driver->mismatched = true;
    machine.lacks_devices = true;
    const auto resolution = answer("12", machine);
    ASSERT_GE(resolution.notes.size(), 2U);
    EXPECT_EQ(resolution.notes[0], Note(DriverMismatch{*machine.driver}));
    EXPECT_EQ(resolution.notes[1], Note(NoDevices{*resolution.judgement.driver}));
    EXPECT_EQ(driver_notes(machine, known_driver(machine, world_.catalog.driver_table)),
              std::vector<Note>(resolution.notes.begin(), resolution.notes.begin() + 2))
        << "whatever toolkit is chosen";
    EXPECT_THAT(driver_notes(machine_with("595.71.05"), resolution.judgement.driver), IsEmpty());
}

TEST_F(Toolkit, WithoutASourceIsPassedOver) {
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1", "13.0.2"});
    const auto resolution = answer("11", machine_with("460.80"));
    EXPECT_EQ(resolution.toolkit.text(), "11.2.2");
    EXPECT_THAT(rejected(resolution),
                ElementsAre("11.8.0 driver-too-old 520.61.05", "11.3.0 driver-too-old 465.19.01"));
    EXPECT_FALSE(resolution.rejected[1].why.has_source);

    const auto newer = answer("12", machine_with("580.159.04"));
    EXPECT_EQ(newer.toolkit.text(), "12.4.1");
    EXPECT_THAT(rejected(newer), ElementsAre("12.9.2 no-source"));
    EXPECT_EQ(newer.grounds, Grounds{.newer_lack_source = true});
}

TEST_F(Toolkit, OnlyKnownIsStillNamedWithTheNearestThatCanBeHad) {
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1"});
    const auto resolution = answer("12", machine_with("535.104.05"));
    EXPECT_EQ(resolution.toolkit.text(), "12.2.2");
    EXPECT_EQ(resolution.source, std::nullopt);
    EXPECT_EQ(resolution.nearest_available->text(), "11.8.0");
    EXPECT_THAT(resolution.notes, Contains(Note(NoSource{parse_version("12.2.2")})));
}

TEST_F(Toolkit, OnlyKnownIsNamedWithTheNearestOfItsMajorFirst) {
    world_.leave_toolkits({"10.2.89", "11.2.2", "11.8.0", "12.0.0", "13.0.2"});
    const auto nearest = [&](const std::string& spec) {
        const auto found = answer(spec, machine_with("none")).nearest_available;
        return found ? found->text() : "";
    };
    EXPECT_EQ(nearest("11.0"), "11.2.2");
    EXPECT_EQ(nearest("11.7.1"), "11.8.0");
    EXPECT_EQ(nearest("12.9"), "12.0.0");
    EXPECT_EQ(nearest("10.0"), "10.2.89");
    world_.leave_toolkits({"11.2.2", "11.8.0", "13.0.2"});
    EXPECT_EQ(nearest("12.9"), "13.0.2");
    EXPECT_EQ(nearest("12.0"), "11.8.0");
}

TEST_F(Toolkit, AsRuntimeOnlyIsNoToolkit) {
    world_.toolkit("12.4.1").offers = {
        {SourceName::wheels, catalog::Provides::runtime, {Platform::linux_x86_64}, {}}};
    auto request = request_for("12.4");
    request.sources = {SourceName::redist, SourceName::wheels};
    request.reachable = {SourceName::redist, SourceName::wheels};
    const auto resolution = resolution_of(request, machine_with("615.71.09"), world_.catalog);
    EXPECT_EQ(resolution.toolkit.text(), "12.4.0");
    EXPECT_THAT(rejected(resolution), ElementsAre("12.4.1 no-source"));
}

TEST_F(Toolkit, ForAnotherPlatformOnlyIsNoToolkitHere) {
    world_.toolkit("12.4.1").offers.front().platforms = {Platform::linux_sbsa};
    EXPECT_EQ(chosen("12.4", "615.71.09"), "12.4.0");
}

TEST_F(Toolkit, ComesFromTheFirstReachableSource) {
    world_.toolkit("12.4.1").offers.push_back(
        {SourceName::debian, catalog::Provides::toolkit, {Platform::linux_x86_64}, {}});
    auto request = request_for("12.4");
    EXPECT_EQ(resolution_of(request, machine_with("none"), world_.catalog).source,
              SourceName::redist);
    request.reachable = {SourceName::debian};
    EXPECT_EQ(resolution_of(request, machine_with("none"), world_.catalog).source,
              SourceName::debian);
    request.sources = {SourceName::debian, SourceName::redist};
    request.reachable = {SourceName::redist, SourceName::debian};
    EXPECT_EQ(resolution_of(request, machine_with("none"), world_.catalog).source,
              SourceName::debian);
}

TEST_F(Toolkit, IsChosenWhetherOrNotItCanBeReached) {
    world_.toolkit("12.2.0").offers.front().source = SourceName::debian;
    auto request = request_for("12");
    request.reachable = {SourceName::debian};
    const auto resolution = resolution_of(request, machine_with("615.71.09"), world_.catalog);
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.source, std::nullopt);
    EXPECT_EQ(resolution.nearest_available->text(), "12.2.0");
    request.reachable = {};
    EXPECT_FALSE(
        resolution_of(request, machine_with("615.71.09"), world_.catalog).nearest_available);
}

TEST_F(Toolkit, HasCodeForTheGpus) {
    EXPECT_EQ(chosen("latest", "615.71.09", {"7.0"}), "12.9.2");
    EXPECT_EQ(chosen("latest", "615.71.09", {"3.7"}), "11.8.0");
    EXPECT_EQ(chosen("latest", "615.71.09", {"9.0", "7.0"}), "12.9.2");
    EXPECT_EQ(chosen("13", "615.71.09", {"12.0"}), "13.4.3");
    EXPECT_EQ(chosen("latest", "none", {"7.0"}), "12.9.2");
    const auto resolution = answer("latest", machine_with("615.71.09", {"7.0"}));
    EXPECT_THAT(rejected(resolution), ElementsAre("13.5.0 gpu-dropped", "13.0.0 gpu-dropped"));
}

TEST_F(Toolkit, ThatDroppedTheGpuIsRefusedUnlessForAnotherMachine) {
    auto request = request_for("13");
    const auto refused = refusal<NoneRunsHere>(request, machine_with("580.159.04", {"7.0"}));
    EXPECT_EQ(refused.nearest.reason, Reason::gpu_dropped);
    EXPECT_EQ(refused.nearest.misfit,
              (GpuFit{parse_version("7.0"), GpuCode::none, "Volta", parse_version("12.9")}));
    EXPECT_EQ(refused.works, parse_version("12.9.2"));
    EXPECT_FALSE(refused.cap);
    EXPECT_FALSE(refused.update_helps);
    request.compat = Compat::any;
    EXPECT_EQ(resolution_of(request, machine_with("580.159.04", {"7.0"}), world_.catalog)
                  .judgement.verdict,
              Verdict::unsupported);
}

TEST_F(Toolkit, OlderThanTheGpuRunsThroughPtxWithAWarning) {
    const auto resolution = answer("11.2", machine_with("615.71.09", {"9.0"}));
    EXPECT_EQ(resolution.toolkit.text(), "11.2.2");
    EXPECT_EQ(resolution.judgement.verdict, Verdict::native);
    ASSERT_NE(find_note<RunsWithLimits>(resolution), nullptr);
    EXPECT_EQ(find_note<RunsWithLimits>(resolution)->judgement.reason, Reason::gpu_too_new);
}

TEST_F(Toolkit, OfAGpuThatNobodyKnowsIsUnrestricted) {
    EXPECT_EQ(chosen("latest", "615.71.09", {"14.0"}), "13.4.3");
}

TEST_F(Toolkit, IsWarnedAboutWhereThisLibcIsTooOldTooNewOrMissing) {
    auto machine = machine_with("615.71.09");
    machine.glibc = parse_version("2.17");
    const auto old = answer("12.9", machine);
    ASSERT_NE(find_note<GlibcTooOld>(old), nullptr);
    EXPECT_EQ(find_note<GlibcTooOld>(old)->needed, parse_version("2.27"));
    EXPECT_EQ(find_note<GlibcTooOld>(old)->here, parse_version("2.17"));
    EXPECT_EQ(find_note<GlibcTooOld>(answer("12.4", machine)), nullptr);
    machine.glibc = parse_version("2.41");
    const auto clash = answer("11.2", machine);
    ASSERT_NE(find_note<AssertClash>(clash), nullptr);
    EXPECT_EQ(find_note<AssertClash>(clash)->toolkit.text(), "11.2.2");
    EXPECT_EQ(find_note<AssertClash>(answer("12.4", machine)), nullptr);
    machine.glibc.reset();
    EXPECT_THAT(answer("12.4", machine).notes, Contains(Note(NoGlibc{})));
}

TEST_F(Toolkit, SaysWhetherItsHeadersClashWithNewerGlibc) {
    const auto machine = machine_with("615.71.09");
    EXPECT_TRUE(answer("11.2", machine).has_clashing_headers);
    EXPECT_TRUE(answer("13.1", machine).has_clashing_headers);
    EXPECT_FALSE(answer("13.4", machine).has_clashing_headers);
}

}  // namespace
}  // namespace cudaenv::resolve::test
