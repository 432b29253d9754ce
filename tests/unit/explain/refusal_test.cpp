// SPDX-License-Identifier: Apache-2.0
// What a refusal says: the thing, the reason, the next steps.
#include "unit/resolve/world.hpp"

#include <cudaenv/explain/refusal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using resolve::test::machine_with;
using resolve::test::request_for;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class RefusalWords : public testing::Test {
 protected:
    Error failure(const resolve::Request& request, const machine::Machine& machine) {
        return error(resolve::test::refusal_of(request, machine, world_.catalog));
    }
    Error failure(const std::string& spec, const machine::Machine& machine) {
        return failure(request_for(spec), machine);
    }
    static machine::Machine machine_of_kind(machine::DriverKind kind,
                                            const std::string& driver,
                                            const std::string& cuda) {
        auto made = machine_with(driver);
        made.driver->kind = kind;
        made.driver->cuda = find_version(cuda);
        return made;
    }

    resolve::test::World world_;
};

TEST_F(RefusalWords, OfASpecThatNamesNoReleaseShowTheForms) {
    for (const std::string spec : {"system", "none", "lab"}) {
        const auto error = failure(spec, machine_with("none"));
        EXPECT_EQ(error.kind(), ErrorKind::usage) << spec;
        EXPECT_EQ(error.message(), "\"" + spec + "\" names no CUDA release");
        EXPECT_THAT(error.hint(), HasSubstr("12.4.1, latest"));
    }
    EXPECT_EQ(failure("12.4-lab", machine_with("none")).message(),
              "\"12.4-lab\" names no CUDA release; did you mean 12.4?");
}

TEST_F(RefusalWords, OfAnUnknownLibraryNameThoseOfTheCatalogue) {
    const std::vector<Product> known{Product::cutensor, Product::nccl};
    const auto unknown = unknown_library_error("nickel", known);
    EXPECT_EQ(unknown.kind(), ErrorKind::not_found);
    EXPECT_EQ(unknown.message(), "no library is called nickel");
    EXPECT_EQ(unknown.hint(), "cudaenv knows cutensor, nccl");
    const auto absent = error(resolve::UnknownLibrary{Product::nvshmem, known});
    EXPECT_EQ(absent.kind(), ErrorKind::not_found);
    EXPECT_EQ(absent.message(), "the catalogue has no NVSHMEM");
    EXPECT_EQ(absent.hint(), "the catalogue has cutensor, nccl");
}

TEST_F(RefusalWords, OfAnUnknownReleaseNameTheNearest) {
    const auto never = failure("12.7", machine_with("615.71.09"));
    EXPECT_EQ(never.kind(), ErrorKind::not_found);
    EXPECT_EQ(never.message(), "CUDA 12.7 was never released");
    EXPECT_THAT(never.details(), ElementsAre("nearest known releases: 12.6.3, 12.8.0"));
    EXPECT_EQ(never.hint(), "cudaenv list --available");
    const auto unknown = failure("12.4.7", machine_with("none"));
    EXPECT_EQ(unknown.message(), "CUDA 12.4.7 is not a known release");
    EXPECT_THAT(unknown.details(), ElementsAre("nearest known releases: 12.4.1, 12.5.0"));
    const auto future = failure("99", machine_with("none"));
    EXPECT_THAT(future.details(), ElementsAre("nearest known releases: 13.5.0"));
    for (const auto& newer : {unknown, future, failure(">=20", machine_with("none"))})
        EXPECT_THAT(newer.hint(), HasSubstr("cudaenv catalog update")) << newer.message();
    EXPECT_EQ(failure("3.2", machine_with("none")).hint(), "cudaenv list --available");
    const auto range = failure(">=20", machine_with("none"));
    EXPECT_EQ(range.kind(), ErrorKind::not_found);
    EXPECT_THAT(range.details(), testing::IsEmpty());
}

TEST_F(RefusalWords, OfReservedReleasesNameTheOneToNameExactly) {
    const auto unknown = failure("13.5", machine_with("615.71.09"));
    EXPECT_EQ(unknown.kind(), ErrorKind::refused);
    EXPECT_EQ(unknown.message(), "CUDA 13.5 has no release that is taken unless named exactly");
    EXPECT_EQ(unknown.hint(), "cudaenv install 13.5.0");
    const auto old = failure("13.5", machine_with("460.80"));
    EXPECT_EQ(old.hint(), "cudaenv install 13.5.0 --compat any, to compile for another machine");

    world_.toolkit("13.5.0").prerelease = true;
    const auto preview = failure("13.5", machine_with("none"));
    EXPECT_EQ(preview.kind(), ErrorKind::not_found);
    EXPECT_THAT(preview.details(), ElementsAre("13.5.0 is a pre-release"));
    EXPECT_EQ(preview.hint(), "cudaenv install 13.5.0");
    world_.toolkit("13.5.0").prerelease = false;
    world_.toolkit("13.5.0").yanked = true;
    EXPECT_THAT(failure("13.5", machine_with("none")).details(),
                ElementsAre("13.5.0 is withdrawn"));
}

TEST_F(RefusalWords, OfAnUnknownRequirementNameTheDriverOfMinorCompatibility) {
    const auto error = failure("13.5.0", machine_with("460.80"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(),
                Contains(HasSubstr("minor-version compatibility needs driver 580.65.06")));
}

TEST_F(RefusalWords, OfARequestForNativeOnlyNameWhatWouldBeAccepted) {
    auto request = request_for("11.8.0");
    request.compat = Compat::native;
    const auto error = failure(request, machine_with("460.80"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.hint(), testing::StartsWith("--compat minor, to accept that"));
}

TEST_F(RefusalWords, OfMinorVersionCompatibilityNameTheWayOn) {
    const auto error = failure("11.8", machine_with("460.80"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.message(),
              "CUDA 11.8 runs on driver 460.80 only in minor-version compatibility");
    EXPECT_THAT(
        error.details(),
        ElementsAre("11.8.0 needs driver 520.61.05; an older one does not compile PTX (no PTX "
                    "JIT) and lacks newer calls",
                    "newest that runs here: 11.2.2"));
    EXPECT_THAT(
        error.hint(),
        AllOf(HasSubstr("cudaenv install 11.8 --compat minor"), HasSubstr("cudaenv install 11.2")));
    EXPECT_THAT(failure(">=11.5,<12", machine_with("460.80")).hint(),
                HasSubstr("cudaenv install \">=11.5,<12\" --compat minor"))
        << "quoted, or the shell would redirect";
}

TEST_F(RefusalWords, OfPtxThatTheDriverDoesNotCompileNameTheGpu) {
    const auto error = failure("11.4.4", machine_with("450.80.02", {"9.0"}));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(),
                Contains("11.4.4 needs driver 470.42.01: no machine code for compute capability "
                         "9.0 (Hopper), whose first "
                         "CUDA is 11.8, and this driver is too old to compile its PTX (needs "
                         "470.42.01)"));
    EXPECT_THAT(error.hint(), HasSubstr("update the driver"));
}

TEST_F(RefusalWords, OfAnOldDriverNameTheDriverTheAlternativeAndTheOverride) {
    const auto error = failure("12.4", machine_with("460.80"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.message(), "CUDA 12.4 does not run on driver 460.80");
    EXPECT_THAT(
        error.details(),
        ElementsAre(
            "12.4.1 needs driver 550.54.14; even minor-version compatibility needs 525.60.13",
            "newest that runs here: 11.2.2"));
    EXPECT_EQ(error.hint(),
              "cudaenv install 11.2      or: update the driver      or: --compat any, to compile "
              "for another machine");
}

TEST_F(RefusalWords, BeforeElevenNameNoMinorCompatibility) {
    const auto error = failure("10.2.89", machine_with("418.87"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(),
                ElementsAre("10.2.89 needs driver 440.33", "newest that runs here: 10.1.243"));
}

TEST_F(RefusalWords, NameNoAlternativeWhereTheDriverRunsNothing) {
    const auto error = failure("11", machine_with("390.46"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.details(), ElementsAre(HasSubstr("11.8.0 needs driver 520.61.05")));
}

TEST_F(RefusalWords, OfForwardCompatibilityNameThePackageAndTheOption) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA A100"}};
    const auto refused = failure("13.1.1", machine);
    EXPECT_EQ(refused.kind(), ErrorKind::refused);
    EXPECT_EQ(refused.message(),
              "CUDA 13.1.1 runs on driver 535.104.05 only in forward compatibility");
    EXPECT_THAT(refused.details(),
                ElementsAre("13.1.1 needs driver 590.44.01; runs on 535.104.05 with NVIDIA's "
                            "cuda-compat-13-1 package in front of LD_LIBRARY_PATH",
                            "newest that runs here: 12.2.2"));
    EXPECT_THAT(refused.hint(), HasSubstr("cudaenv install 13.1.1 --compat forward"));
}

TEST_F(RefusalWords, SayWhyForwardCompatibilityDoesNotHelp) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA GeForce RTX 4090"}};
    auto request = request_for("13.1");
    request.compat = Compat::forward;
    const auto error = failure(request, machine);
    EXPECT_EQ(error.message(), "CUDA 13.1 does not run on driver 535.104.05");
    EXPECT_THAT(
        error.details(),
        ElementsAre(
            "13.1.2 needs driver 590.44.01; even minor-version compatibility needs 580.65.06",
            "forward compatibility works on data-centre GPUs only, and NVIDIA GeForce RTX 4090 is "
            "not known as one (CUDA error 804)",
            "newest that runs here: 12.2.2"));
}

TEST_F(RefusalWords, AdviseNoUpdateToADriverThatNoGpuHereWorksWith) {
    const auto error = failure("11.8", machine_with("470.57.02", {"3.7"}));
    EXPECT_EQ(error.message(),
              "CUDA 11.8 runs on driver 470.57.02 only in minor-version compatibility");
    EXPECT_THAT(error.details(),
                Contains("updating the driver does not help: 470 is the last driver branch for "
                         "compute capability 3.7 (Kepler)"));
    EXPECT_THAT(error.hint(), Not(HasSubstr("update the driver")));
    const auto older = failure("11.8.0", machine_with("440.33", {"3.7"}));
    EXPECT_THAT(older.details(),
                Contains("no driver makes it native: 470 is the last driver branch for compute "
                         "capability 3.7 (Kepler)"));
    EXPECT_THAT(older.hint(), HasSubstr("update the driver"));
}

TEST_F(RefusalWords, OfADroppedGpuNameItAndNoDriver) {
    const auto error = failure("13", machine_with("580.159.04", {"7.0"}));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.message(), "CUDA 13 does not run on the GPU of this machine");
    EXPECT_THAT(
        error.details(),
        ElementsAre(
            HasSubstr("has no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"),
            "newest that runs here: 12.9.2"));
    EXPECT_THAT(error.hint(), Not(HasSubstr("update the driver")));
}

TEST_F(RefusalWords, OfWindowsAndJetsonNameTheirOwnUpdates) {
    const auto wsl = failure("13", machine_of_kind(machine::DriverKind::windows, "566.36", "12.7"));
    EXPECT_EQ(wsl.message(), "CUDA 13 does not run on Windows driver 566.36");
    EXPECT_THAT(wsl.details(),
                ElementsAre("13.5.0 needs a Windows driver for CUDA 13.5; Windows driver 566.36 "
                            "runs CUDA up to 12.7",
                            "newest that runs here: 12.6.3"));
    EXPECT_THAT(wsl.hint(), HasSubstr("update NVIDIA's driver on Windows"));
    const auto orin =
        failure("13.0", machine_of_kind(machine::DriverKind::tegra, "36.4.7", "12.6"));
    EXPECT_EQ(orin.message(), "CUDA 13.0 does not run on JetPack 6 (L4T 36.4.7)");
    EXPECT_THAT(orin.details(), Contains(HasSubstr("13.0.3 needs JetPack 7.0; ")));
    EXPECT_THAT(orin.hint(), HasSubstr("update JetPack"));
}

TEST_F(RefusalWords, AreThrownWhereAResolutionIsRequired) {
    const auto machine = machine_with("460.80");
    EXPECT_EQ(require_resolution(resolve::resolve(request_for("11"), machine, world_.catalog))
                  .toolkit.text(),
              "11.2.2");
    EXPECT_THROW(require_resolution(resolve::resolve(request_for("12.4"), machine, world_.catalog)),
                 Error);
}

}  // namespace
}  // namespace cudaenv::explain
