// SPDX-License-Identifier: Apache-2.0
// Which toolkit a request gets, and what is said about the others.
#include "world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::resolve::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Toolkit : public ::testing::Test {
 protected:
    Resolution answer(const std::string& spec, const machine::Machine& machine) {
        return resolve(request_for(spec), machine, world_.view);
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
            lines.push_back(each.release.text() + " " + each.reason +
                            (each.needs.empty() ? "" : " " + each.needs));
        }
        return lines;
    }
    World world_;
};

TEST_F(Toolkit, IsTheNewestThatTheDriverRunsNatively) {
    struct Row {
        std::string driver;
        std::string expected;
    };
    for (const auto& row : {Row{"460.80", "11.2.2"},
                            Row{"470.57.02", "11.4.2"},
                            Row{"535.104.05", "12.2.2"},
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
    EXPECT_EQ(resolution.request, "11");
    EXPECT_EQ(resolution.verdict, Verdict::native);
    EXPECT_EQ(resolution.min_driver->text(), "460.32.03");
    EXPECT_EQ(resolution.source, "redist");
    EXPECT_EQ(resolution.reason,
              "newest CUDA 11 that driver 460.80 runs natively (needs 460.32.03 or newer)");
    EXPECT_THAT(rejected(resolution),
                ElementsAre("11.8.0 driver-too-old 520.61.05", "11.3.0 driver-too-old 465.19.01"));
    EXPECT_EQ(resolution.rejected[0].words,
              "needs driver 520.61.05; would run in minor-version compatibility (no PTX JIT): "
              "cudaenv install 11.8.0");
    EXPECT_THAT(resolution.notes, IsEmpty());
    EXPECT_THAT(resolution.citations,
                ElementsAre("CUDA release notes, table 3",
                            "cuDNN support matrix",
                            "CUDA installation guide, host compilers"));
}

TEST_F(Toolkit, IsTheNewestKnownWithoutADriver) {
    const auto resolution = answer("12", machine_with("none"));
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.verdict, Verdict::compile_only);
    EXPECT_EQ(resolution.reason,
              "newest CUDA 12; no driver here: compiles here, runs where the driver is 575.57.08 "
              "or newer");
    EXPECT_EQ(chosen("latest", "none"), "13.5.0");
}

TEST_F(Toolkit, WithUnknownDriverRequirementIsTakenOnlyWhenNamedOrWithoutADriver) {
    const auto resolution = answer("latest", machine_with("615.71.09"));
    EXPECT_EQ(resolution.toolkit.text(), "13.4.3");
    EXPECT_THAT(rejected(resolution), ElementsAre("13.5.0 driver-requirement-unknown"));
    const auto exact = answer("13.5.0", machine_with("615.71.09"));
    EXPECT_EQ(exact.verdict, Verdict::minor_compat);
    EXPECT_FALSE(exact.min_driver);
    EXPECT_THAT(exact.notes, Contains(HasSubstr("the driver that it needs is not known")));
    const auto prefix = failure_of(request_for("13.5"), machine_with("615.71.09"), world_.view);
    EXPECT_EQ(prefix.kind(), ErrorKind::refused);
    EXPECT_EQ(prefix.hint(), "cudaenv install 13.5.0");
    const auto old = failure_of(request_for("13.5.0"), machine_with("460.80"), world_.view);
    EXPECT_EQ(old.kind(), ErrorKind::refused);
    EXPECT_THAT(old.details(),
                Contains(HasSubstr("minor-version compatibility needs driver 580.65.06")));
}

TEST_F(Toolkit, PrereleaseIsTakenOnlyWhenNamedExactly) {
    EXPECT_EQ(chosen("13.4.0", "none"), "13.4.0");
    EXPECT_EQ(chosen("11.0.1", "450.80.02"), "11.0.1");
    world_.toolkit("13.5.0").prerelease = true;
    const auto resolution = answer("13", machine_with("none"));
    EXPECT_EQ(resolution.toolkit.text(), "13.4.3");
    EXPECT_THAT(rejected(resolution), ElementsAre("13.5.0 prerelease"));
    const auto error = failure_of(request_for("13.5"), machine_with("none"), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_THAT(error.details(), ElementsAre("13.5.0 is a pre-release"));
    EXPECT_EQ(error.hint(), "cudaenv install 13.5.0");
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
    EXPECT_EQ(resolution.verdict, Verdict::minor_compat);
    EXPECT_EQ(resolution.reason,
              "named exactly; driver 460.80 runs it in minor-version compatibility");
    EXPECT_THAT(resolution.notes,
                Contains(AllOf(HasSubstr("does not compile its PTX"),
                               HasSubstr("driver 520.61.05 lifts this"))));
    EXPECT_THAT(resolution.citations, Contains("CUDA compatibility guide"));
    EXPECT_THAT(resolution.rejected, IsEmpty());
}

TEST_F(Toolkit, NamedExactlyIsRefusedInMinorCompatibilityWhenOnlyNativeIsWanted) {
    auto request = request_for("11.8.0");
    request.compat = Compat::native;
    const auto error = failure_of(request, machine_with("460.80"), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.hint(), HasSubstr("--compat minor"));
}

TEST_F(Toolkit, OfAPrefixThatOnlyRunsInMinorCompatibilityIsRefusedWithTheWayOn) {
    auto request = request_for("11.8");
    const auto error = failure_of(request, machine_with("460.80"), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.message(),
              "CUDA 11.8 runs on driver 460.80 only in minor-version compatibility");
    EXPECT_THAT(
        error.details(),
        ElementsAre(HasSubstr("11.8.0 needs driver 520.61.05; "), "newest that runs here: 11.2.2"));
    EXPECT_THAT(
        error.hint(),
        AllOf(HasSubstr("cudaenv install 11.8 --compat minor"), HasSubstr("cudaenv install 11.2")));

    request.compat = Compat::minor;
    const auto resolution = resolve(request, machine_with("460.80"), world_.view);
    EXPECT_EQ(resolution.toolkit.text(), "11.8.0");
    EXPECT_EQ(resolution.verdict, Verdict::minor_compat);
}

TEST_F(Toolkit, IsRefusedWithTheGpuThatTheDriverIsTooOldFor) {
    const auto error =
        failure_of(request_for("11.4.4"), machine_with("450.80.02", {"9.0"}), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(),
                Contains("11.4.4 needs driver 470.82.01: no machine code for compute capability "
                         "9.0 (Hopper), whose first "
                         "CUDA is 11.8, and this driver is too old to compile its PTX (needs "
                         "470.82.01)"));
    EXPECT_THAT(error.hint(), HasSubstr("update the driver"));
}

TEST_F(Toolkit, OfAPrefixIsNativeEvenWhenMinorCompatibilityIsAllowed) {
    auto request = request_for("11");
    request.compat = Compat::minor;
    const auto resolution = resolve(request, machine_with("460.80"), world_.view);
    EXPECT_EQ(resolution.toolkit.text(), "11.2.2");
    EXPECT_THAT(rejected(resolution), Contains("11.8.0 driver-too-old 520.61.05"));
}

TEST_F(Toolkit, ThatDoesNotRunIsRefusedWithDriverAlternativeAndOverride) {
    auto request = request_for("12.4");
    const auto error = failure_of(request, machine_with("460.80"), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.message(), "CUDA 12.4 does not run on driver 460.80");
    EXPECT_THAT(
        error.details(),
        ElementsAre(
            "12.4.1 needs driver 550.54.15; even minor-version compatibility needs 525.60.13",
            "newest that runs here: 11.2.2"));
    EXPECT_EQ(error.hint(),
              "cudaenv install 11.2      or: update the driver      or: --compat any, to compile "
              "for another machine");

    request.compat = Compat::any;
    const auto resolution = resolve(request, machine_with("460.80"), world_.view);
    EXPECT_EQ(resolution.toolkit.text(), "12.4.1");
    EXPECT_EQ(resolution.verdict, Verdict::unsupported);
    EXPECT_THAT(resolution.reason, HasSubstr("compiles here, runs elsewhere"));
    ASSERT_EQ(resolution.libraries.size(), 1U);
    EXPECT_EQ(resolution.libraries[0].version.text(), "9.27.0.42");
}

TEST_F(Toolkit, BeforeElevenHasNoMinorCompatibility) {
    const auto error = failure_of(request_for("10.2.89"), machine_with("418.87"), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(),
                ElementsAre("10.2.89 needs driver 440.33", "newest that runs here: 10.1.243"));
}

TEST_F(Toolkit, IsRefusedWithoutAnAlternativeWhenTheDriverRunsNothing) {
    const auto error = failure_of(request_for("11"), machine_with("390.46"), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(), ElementsAre(HasSubstr("11.8.0 needs driver 520.61.05")));
}

TEST_F(Toolkit, ThatIsUnknownIsNotFoundWithTheNearest) {
    const auto never = failure_of(request_for("12.7"), machine_with("615.71.09"), world_.view);
    EXPECT_EQ(never.kind(), ErrorKind::not_found);
    EXPECT_EQ(never.message(), "CUDA 12.7 was never released");
    EXPECT_THAT(never.details(), ElementsAre("nearest known releases: 12.6.3, 12.8.0"));
    const auto unknown = failure_of(request_for("12.4.7"), machine_with("none"), world_.view);
    EXPECT_EQ(unknown.message(), "CUDA 12.4.7 is not a known release");
    EXPECT_THAT(unknown.details(), ElementsAre("nearest known releases: 12.4.1, 12.5.0"));
    const auto future = failure_of(request_for("99"), machine_with("none"), world_.view);
    EXPECT_THAT(future.details(), ElementsAre("nearest known releases: 13.5.0"));
    EXPECT_EQ(failure_of(request_for(">=20"), machine_with("none"), world_.view).kind(),
              ErrorKind::not_found);
}

TEST_F(Toolkit, IsNotNamedByOtherKindsOfSpecs) {
    for (const std::string spec : {"system", "none", "lab"}) {
        const auto error = failure_of(request_for(spec), machine_with("none"), world_.view);
        EXPECT_EQ(error.kind(), ErrorKind::usage) << spec;
        EXPECT_THAT(error.message(), HasSubstr("\"" + spec + "\"")) << spec;
    }
}

TEST_F(Toolkit, InForwardCompatibilityIsTakenWhenTheUserAcceptsIt) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA A100"}};
    auto request = request_for("13.1.1");
    const auto refused = failure_of(request, machine, world_.view);
    EXPECT_EQ(refused.kind(), ErrorKind::refused);
    EXPECT_EQ(refused.message(),
              "CUDA 13.1.1 runs on driver 535.104.05 only in forward compatibility");
    EXPECT_THAT(refused.details(),
                ElementsAre("13.1.1 needs driver 590.48.01; runs on 535.104.05 with NVIDIA's "
                            "cuda-compat-13-1 package in front of LD_LIBRARY_PATH",
                            "newest that runs here: 12.2.2"));
    EXPECT_THAT(refused.hint(), HasSubstr("cudaenv install 13.1.1 --compat forward"));

    request.compat = Compat::forward;
    const auto resolution = resolve(request, machine, world_.view);
    EXPECT_EQ(resolution.verdict, Verdict::forward_compat);
    EXPECT_EQ(resolution.reason,
              "named exactly; driver 535.104.05 runs it in forward compatibility");
    EXPECT_THAT(resolution.notes,
                Contains(AllOf(HasSubstr("cuda-compat-13-1"),
                               HasSubstr("cudaenv does not bring that package"))));
    EXPECT_EQ(resolution.libraries.at(0).version.text(), "9.27.0.42");
    EXPECT_EQ(resolve(request_for("12"), machine, world_.view).toolkit.text(), "12.2.2");
}

TEST_F(Toolkit, InForwardCompatibilityIsRefusedOnOtherGpus) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA GeForce RTX 4090"}};
    auto request = request_for("13.1");
    request.compat = Compat::forward;
    const auto error = failure_of(request, machine, world_.view);
    EXPECT_EQ(error.message(), "CUDA 13.1 does not run on driver 535.104.05");
    EXPECT_THAT(
        error.details(),
        ElementsAre(
            "13.1.2 needs driver 590.48.01; even minor-version compatibility needs 580.65.06",
            "forward compatibility works on data-centre GPUs only, and NVIDIA GeForce RTX 4090 is "
            "not known as one (CUDA error 804)",
            "newest that runs here: 12.2.2"));
}

TEST_F(Toolkit, ThatNoDriverOfTheGpuRunsNativelyIsRefusedWithoutAdvisingAnUpdate) {
    const auto error =
        failure_of(request_for("11.8"), machine_with("470.57.02", {"3.7"}), world_.view);
    EXPECT_EQ(error.message(),
              "CUDA 11.8 runs on driver 470.57.02 only in minor-version compatibility");
    EXPECT_THAT(error.details(),
                Contains("updating the driver does not help: 470 is the last driver branch for "
                         "compute capability 3.7 (Kepler)"));
    EXPECT_THAT(error.hint(), ::testing::Not(HasSubstr("update the driver")));
    const auto older =
        failure_of(request_for("11.8.0"), machine_with("440.33", {"3.7"}), world_.view);
    EXPECT_THAT(older.details(),
                Contains("no driver makes it native: 470 is the last driver branch for compute "
                         "capability 3.7 (Kepler)"));
    EXPECT_THAT(older.hint(), HasSubstr("update the driver"));
    EXPECT_THAT(answer("11.8.0", machine_with("470.57.02", {"3.7"})).notes,
                Contains(HasSubstr("no driver lifts this: 470 is the last driver branch")));
}

TEST_F(Toolkit, IsWeighedAgainstPrereleasesThatAreOlder) {
    const auto words_of = [](const Resolution& resolution, const std::string& release) {
        for (const auto& each : resolution.weighed) {
            if (each.release.text() == release) return each.words;
        }
        return std::string("not weighed");
    };
    const auto machine = machine_with("615.71.09");
    EXPECT_EQ(words_of(answer("13", machine), "13.4.0"),
              "a pre-release: taken only when named exactly");
    EXPECT_THAT(words_of(answer("13.4.0", machine), "13.4.0"),
                ::testing::Not(HasSubstr("taken only when named exactly")));
}

TEST_F(Toolkit, IsTheNewestWithCodeForEveryGpu) {
    const auto resolution = answer("latest", machine_with("615.71.09", {"9.0", "7.0"}));
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.reason,
              "newest CUDA with code for every GPU that driver 615.71.09 runs natively (needs "
              "575.57.08 or newer)");
    EXPECT_EQ(rejected(resolution).front(), "13.4.3 gpu-partly");
}

TEST_F(Toolkit, ThatDropsOneOfSeveralGpusIsTakenWithAWarning) {
    for (const std::string spec : {"13.0.2", "13.0"}) {
        const auto resolution = answer(spec, machine_with("615.71.09", {"9.0", "7.0"}));
        EXPECT_EQ(resolution.verdict, Verdict::native) << spec;
        EXPECT_THAT(resolution.notes,
                    Contains(HasSubstr("no code for compute capability 7.0 (Volta), whose last "
                                       "CUDA is 12.9: runs on the other GPUs of this machine")))
            << spec;
        EXPECT_EQ(resolution.libraries.at(0).version.text(), "9.27.0.42")
            << "cuDNN need not serve the GPU that the toolkit does not";
        EXPECT_THAT(resolution.reason, ::testing::Not(HasSubstr("with code for every GPU")))
            << spec;
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
    EXPECT_EQ(failure_of(request_for(">12.6.3,<12.8"), machine_with("none"), world_.view).kind(),
              ErrorKind::not_found);
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
    EXPECT_EQ(resolution.reason,
              "newest CUDA that the Windows driver 566.36 runs natively (it runs CUDA up to 12.7)");
    EXPECT_EQ(resolution.layers,
              "the Windows driver 566.36 runs CUDA up to 12.7 (the number nvidia-smi shows); "
              "toolkit 12.6.3 (the number nvcc shows) is fine on it");
    const auto error = failure_of(request_for("13"), wsl, world_.view);
    EXPECT_EQ(error.message(), "CUDA 13 does not run on the Windows driver 566.36");
    EXPECT_THAT(
        error.details(),
        ElementsAre("13.5.0 needs a Windows driver for CUDA 13.5; the Windows driver 566.36 "
                    "runs CUDA up to 12.7",
                    "newest that runs here: 12.6.3"));
    EXPECT_THAT(error.hint(), HasSubstr("update NVIDIA's driver on Windows"));
}

TEST_F(OtherDriver, OfAJetsonRunsWhatItsJetpackDoes) {
    const auto orin = machine(machine::DriverKind::tegra, "36.4.7", "12.6");
    EXPECT_EQ(answer("latest", orin).toolkit.text(), "12.6.3");
    auto request = request_for("12");
    request.compat = Compat::forward;
    EXPECT_EQ(resolve(request, orin, world_.view).toolkit.text(), "12.6.3");
    request.cuda = parse_spec("12.9");
    const auto resolution = resolve(request, orin, world_.view);
    EXPECT_EQ(resolution.verdict, Verdict::forward_compat);
    EXPECT_THAT(resolution.notes, Contains(HasSubstr("cuda-compat-12-9")));
    const auto error = failure_of(request_for("13.0"), orin, world_.view);
    EXPECT_THAT(error.details(), Contains(HasSubstr("13.0.3 needs JetPack 7.0; ")));
    EXPECT_THAT(error.hint(), HasSubstr("update JetPack"));
}

TEST_F(OtherDriver, ThatCannotBeAskedRefusesNothing) {
    const auto resolution = answer("12", machine(machine::DriverKind::windows, "566.36", ""));
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.verdict, Verdict::compile_only);
}

TEST_F(Toolkit, SaysWhatToKnowAboutTheDriver) {
    auto machine = machine_with("595.71.05");
    machine.driver->module = parse_version("595.71.05");
    machine.driver->library = parse_version("595.80");
    machine.driver->mismatched = true;
    machine.lacks_devices = true;
    EXPECT_THAT(answer("12", machine).notes,
                AllOf(Contains(HasSubstr("the loaded kernel module is 595.71.05 but the user "
                                         "library is 595.80")),
                      Contains(HasSubstr("no GPU was given to this container"))));
    machine.driver->library.reset();
    EXPECT_THAT(answer("12", machine).notes, Contains(HasSubstr("NVML says so")));
}

TEST_F(Toolkit, IsToldApartFromTheDriver) {
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
              "(the number nvcc shows) is a later update of that, which minor-version "
              "compatibility allows"},
          Row{"12.4.1",
              "none",
              "no NVIDIA driver here; toolkit 12.4.1 (the number nvcc shows) compiles without one, "
              "its programs need one where they run"}}) {
        EXPECT_EQ(answer(row.spec, machine_with(row.driver)).layers, row.words);
    }
}

TEST_F(Toolkit, WithoutASourceIsPassedOver) {
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1", "13.0.2"});
    const auto resolution = answer("11", machine_with("460.80"));
    EXPECT_EQ(resolution.toolkit.text(), "11.2.2");
    EXPECT_THAT(rejected(resolution),
                ElementsAre("11.8.0 driver-too-old 520.61.05", "11.3.0 driver-too-old 465.19.01"));
    EXPECT_EQ(resolution.rejected[1].words, "needs driver 465.19.01");

    const auto newer = answer("12", machine_with("580.159.04"));
    EXPECT_EQ(newer.toolkit.text(), "12.4.1");
    EXPECT_THAT(rejected(newer), ElementsAre("12.9.2 no-source"));
    EXPECT_EQ(newer.reason,
              "newest CUDA 12 with a source that driver 580.159.04 runs natively (needs 550.54.15 "
              "or newer)");
}

TEST_F(Toolkit, OnlyKnownIsStillNamedWithTheNearestThatCanBeHad) {
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1"});
    const auto resolution = answer("12", machine_with("535.104.05"));
    EXPECT_EQ(resolution.toolkit.text(), "12.2.2");
    EXPECT_EQ(resolution.source, "");
    EXPECT_EQ(resolution.nearest_available->text(), "11.8.0");
    EXPECT_THAT(resolution.notes,
                Contains("no source in use has the whole toolkit of CUDA 12.2.2"));
}

TEST_F(Toolkit, AsRuntimeOnlyIsNoToolkit) {
    world_.toolkit("12.4.1").offers = {
        {"wheels", catalog::Provides::runtime, {Platform::linux_x86_64}, {}}};
    auto request = request_for("12.4");
    request.sources = {"redist", "wheels"};
    request.reachable = {"redist", "wheels"};
    const auto resolution = resolve(request, machine_with("615.71.09"), world_.view);
    EXPECT_EQ(resolution.toolkit.text(), "12.4.0");
    EXPECT_THAT(rejected(resolution), ElementsAre("12.4.1 no-source"));
}

TEST_F(Toolkit, ForAnotherPlatformOnlyIsNoToolkitHere) {
    world_.toolkit("12.4.1").offers.front().platforms = {Platform::linux_sbsa};
    EXPECT_EQ(chosen("12.4", "615.71.09"), "12.4.0");
}

TEST_F(Toolkit, ComesFromTheFirstReachableSource) {
    world_.toolkit("12.4.1").offers.push_back(
        {"debian", catalog::Provides::toolkit, {Platform::linux_x86_64}, {}});
    auto request = request_for("12.4");
    EXPECT_EQ(resolve(request, machine_with("none"), world_.view).source, "redist");
    request.reachable = {"debian"};
    EXPECT_EQ(resolve(request, machine_with("none"), world_.view).source, "debian");
    request.sources = {"debian", "redist"};
    request.reachable = {"redist", "debian"};
    EXPECT_EQ(resolve(request, machine_with("none"), world_.view).source, "debian");
}

TEST_F(Toolkit, IsChosenWhetherOrNotItCanBeReached) {
    world_.toolkit("12.2.0").offers.front().source = "debian";
    auto request = request_for("12");
    request.reachable = {"debian"};
    const auto resolution = resolve(request, machine_with("615.71.09"), world_.view);
    EXPECT_EQ(resolution.toolkit.text(), "12.9.2");
    EXPECT_EQ(resolution.source, "");
    EXPECT_EQ(resolution.nearest_available->text(), "12.2.0");
    request.reachable = {};
    EXPECT_FALSE(resolve(request, machine_with("615.71.09"), world_.view).nearest_available);
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
    const auto error = failure_of(request, machine_with("580.159.04", {"7.0"}), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(
        error.details(),
        ElementsAre(
            HasSubstr("has no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"),
            "newest that runs here: 12.9.2"));
    EXPECT_THAT(error.hint(), ::testing::Not(HasSubstr("update the driver")));
    request.compat = Compat::any;
    EXPECT_EQ(resolve(request, machine_with("580.159.04", {"7.0"}), world_.view).verdict,
              Verdict::unsupported);
}

TEST_F(Toolkit, OlderThanTheGpuRunsThroughPtxWithAWarning) {
    const auto resolution = answer("11.2", machine_with("615.71.09", {"8.9"}));
    EXPECT_EQ(resolution.toolkit.text(), "11.2.2");
    EXPECT_EQ(resolution.verdict, Verdict::native);
    EXPECT_THAT(resolution.notes,
                Contains(AllOf(HasSubstr("8.9 (Ada Lovelace), whose first CUDA is 11.8"),
                               HasSubstr("PTX"))));
    const auto error =
        failure_of(request_for("11.4.4"), machine_with("450.80.02", {"9.0"}), world_.view);
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(), Contains(HasSubstr("11.4.4 needs driver 470.82.01")));
}

TEST_F(Toolkit, OfAGpuThatNobodyKnowsIsUnrestricted) {
    EXPECT_EQ(chosen("latest", "615.71.09", {"14.0"}), "13.4.3");
}

TEST_F(Toolkit, IsWarnedAboutWhereThisLibcIsTooOldTooNewOrMissing) {
    auto machine = machine_with("615.71.09");
    machine.glibc = parse_version("2.17");
    EXPECT_THAT(answer("12.9", machine).notes, Contains(HasSubstr("needs glibc 2.27")));
    EXPECT_THAT(answer("12.4", machine).notes, ::testing::Not(Contains(HasSubstr("glibc"))));
    machine.glibc = parse_version("2.41");
    EXPECT_THAT(answer("11.2", machine).notes, Contains(HasSubstr("assert()")));
    EXPECT_THAT(answer("12.4", machine).notes, ::testing::Not(Contains(HasSubstr("assert()"))));
    machine.glibc.reset();
    EXPECT_THAT(answer("12.4", machine).notes, Contains(HasSubstr("no glibc")));
}

TEST(CompatText, IsFoundByName) {
    EXPECT_EQ(find_compat("native"), Compat::native);
    EXPECT_EQ(find_compat("minor"), Compat::minor);
    EXPECT_EQ(find_compat("forward"), Compat::forward);
    EXPECT_EQ(find_compat("any"), Compat::any);
    EXPECT_FALSE(find_compat("all"));
}

}  // namespace
}  // namespace cudaenv::resolve::test
