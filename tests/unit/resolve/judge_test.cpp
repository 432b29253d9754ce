// SPDX-License-Identifier: Apache-2.0
// How one release runs on a machine, as `list --available` shows it.
#include "world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

TEST(Judge, NamesVerdictReasonAndWords) {
    struct Row {
        std::string toolkit;
        std::string driver;
        std::vector<std::string> gpus;
        std::string verdict;
        std::string reason;
        std::string words;
    };
    const std::vector<Row> rows{
        {"12.4.1", "550.144.03", {}, "native", "", "native on driver 550.144.03"},
        {"13.4.3", "615.71.09", {"12.0"}, "native", "", "native on driver 615.71.09"},
        {"12.9.2",
         "550.144.03",
         {},
         "minor-compat",
         "driver-too-old",
         "needs driver 575.57.08; runs on 550.144.03 in minor-version compatibility (no PTX JIT)"},
        {"13.0.2",
         "550.144.03",
         {},
         "unsupported",
         "driver-too-old",
         "needs driver 580.95.05: compiles here, runs elsewhere"},
        {"12.4.1",
         "none",
         {},
         "compile-only",
         "no-driver",
         "no driver here: compiles here, runs where the driver is 550.54.15 or newer"},
        {"13.5.0", "none", {}, "compile-only", "no-driver", "no driver here: compiles here"},
        {"13.5.0",
         "615.71.09",
         {},
         "minor-compat",
         "driver-requirement-unknown",
         "the driver that it needs is not known; driver 615.71.09 runs CUDA 13 in minor-version "
         "compatibility (no PTX JIT)"},
        {"13.5.0",
         "550.144.03",
         {},
         "unsupported",
         "driver-requirement-unknown",
         "the driver that it needs is not known; minor-version compatibility needs driver "
         "580.65.06"},
        {"14.0.0",
         "615.71.09",
         {},
         "unsupported",
         "driver-requirement-unknown",
         "the driver that it needs is not known"},
        {"13.0.2",
         "580.159.04",
         {"7.0"},
         "unsupported",
         "gpu-dropped",
         "no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"},
        {"13.0.2",
         "580.159.04",
         {"8.6", "7.0"},
         "native",
         "gpu-partly",
         "native on driver 580.159.04; no code for compute capability 7.0 (Volta), whose last CUDA "
         "is 12.9: runs on the other GPUs of this machine"},
        {"11.4.4",
         "450.80.02",
         {"9.0", "7.0"},
         "minor-compat",
         "gpu-partly",
         "needs driver 470.82.01; runs on 450.80.02 in minor-version compatibility (no PTX JIT); "
         "no machine code for compute capability 9.0 (Hopper), whose first CUDA is 11.8: runs on "
         "the other GPUs of this machine"},
        {"11.2.2",
         "550.144.03",
         {"8.6", "8.9"},
         "native",
         "gpu-too-new",
         "native on driver 550.144.03; no machine code for compute capability 8.9 (Ada Lovelace), "
         "whose first CUDA is "
         "11.8, only PTX that the driver compiles"},
        {"11.4.4",
         "450.80.02",
         {"9.0"},
         "unsupported",
         "driver-too-old",
         "no machine code for compute capability 9.0 (Hopper), whose first CUDA is 11.8, and this "
         "driver is too old to "
         "compile its PTX (needs 470.82.01)"},
    };
    const World world;
    for (const auto& row : rows) {
        const auto judgement =
            judge(parse_version(row.toolkit), machine_with(row.driver, row.gpus), world.view);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(verdict_text(judgement.verdict), row.verdict) << name;
        EXPECT_EQ(judgement.reason, row.reason) << name;
        EXPECT_EQ(judgement.words, row.words) << name;
    }
}

machine::Machine machine_of_kind(machine::DriverKind kind,
                                 const std::string& driver,
                                 const std::string& cuda) {
    auto machine = machine_with(driver);
    machine.driver->kind = kind;
    machine.driver->cuda = find_version(cuda);
    return machine;
}

struct KindRow {
    std::string toolkit;
    std::string driver;
    std::string cuda;
    std::string verdict;
    std::string words;
};

void expect_judgements(machine::DriverKind kind, const std::vector<KindRow>& rows) {
    const World world;
    for (const auto& row : rows) {
        const auto judgement = judge(
            parse_version(row.toolkit), machine_of_kind(kind, row.driver, row.cuda), world.view);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(verdict_text(judgement.verdict), row.verdict) << name;
        EXPECT_EQ(judgement.words, row.words) << name;
        EXPECT_FALSE(judgement.min_driver) << name;
    }
}

TEST(Judge, ComparesAWindowsDriverByTheCudaThatItRuns) {
    expect_judgements(
        machine::DriverKind::windows,
        {{"12.6.3",
          "566.36",
          "12.7",
          "native",
          "native on the Windows driver 566.36, which runs CUDA up to 12.7"},
         {"12.9.2",
          "566.36",
          "12.7",
          "minor-compat",
          "needs a Windows driver for CUDA 12.9; runs on 566.36 (CUDA 12.7) in minor-version "
          "compatibility (no PTX JIT)"},
         {"13.0.2",
          "566.36",
          "12.7",
          "unsupported",
          "needs a Windows driver for CUDA 13.0; the Windows driver 566.36 runs CUDA up to 12.7"},
         {"10.2.89",
          "419.17",
          "10.1",
          "unsupported",
          "needs a Windows driver for CUDA 10.2; the Windows driver 419.17 runs CUDA up to 10.1"},
         {"13.5.0",
          "630.10",
          "13.5",
          "native",
          "native on the Windows driver 630.10, which runs CUDA up to 13.5"},
         {"12.6.3",
          "566.36",
          "",
          "compile-only",
          "the Windows driver 566.36 could not be asked which CUDA it runs (nvidia-smi shows it): "
          "compiles here"}});
}

TEST(Judge, ComparesAJetsonByItsJetpack) {
    expect_judgements(
        machine::DriverKind::tegra,
        {{"11.4.4",
          "35.4.1",
          "",
          "native",
          "native on JetPack 5 (L4T 35.4.1), which runs CUDA up to 11.4"},
         {"12.2.2",
          "35.4.1",
          "",
          "forward-compat",
          "newer than JetPack 5 (L4T 35.4.1) runs by itself (CUDA 11.4); runs with NVIDIA's "
          "cuda-compat-12-2 package in front of LD_LIBRARY_PATH"},
         {"12.3.2",
          "35.4.1",
          "",
          "unsupported",
          "needs JetPack 7.0; JetPack 5 (L4T 35.4.1) runs CUDA up to 11.4 and has no compat "
          "package "
          "for 12.3"},
         {"12.6.3",
          "36.4.7",
          "12.6",
          "native",
          "native on JetPack 6 (L4T 36.4.7), which runs CUDA up to 12.6"},
         {"13.5.0",
          "39.0",
          "",
          "unsupported",
          "needs a newer JetPack than any that is known; JetPack 7.2 (L4T 39.0) runs CUDA up to "
          "13.2 and has no compat package for 13.5"},
         {"10.2.89",
          "32.7.1",
          "",
          "compile-only",
          "Linux for Tegra 32.7.1 could not be asked which CUDA it runs (nvidia-smi shows it): "
          "compiles here"}});
}

TEST(Judge, AdmitsACompatPackageOnDataCentreGpusOfItsBranches) {
    struct Row {
        std::string toolkit;
        std::string driver;
        std::string gpu;
        std::string verdict;
        std::string words;
    };
    const std::string needs = "needs driver 590.48.01";
    const std::vector<Row> rows{
        {"13.1.1",
         "535.104.05",
         "NVIDIA A100",
         "forward-compat",
         needs + "; runs on 535.104.05 with NVIDIA's cuda-compat-13-1 package in front of "
                 "LD_LIBRARY_PATH"},
        {"13.1.1",
         "535.104.05",
         "GeForce RTX 4090",
         "unsupported",
         needs + ": compiles here, runs elsewhere; forward compatibility works on data-centre GPUs "
                 "only, and GeForce RTX 4090 is not known as one (CUDA error 804)"},
        {"13.1.1",
         "535.104.05",
         "",
         "unsupported",
         needs + ": compiles here, runs elsewhere; forward compatibility works on data-centre GPUs "
                 "only, and which GPU is here is not known (--gpu says it)"},
        {"13.1.1",
         "550.54.15",
         "NVIDIA A100",
         "unsupported",
         needs + ": compiles here, runs elsewhere"},
        {"13.1.1",
         "580.65.06",
         "NVIDIA A100",
         "minor-compat",
         needs + "; runs on 580.65.06 in minor-version compatibility (no PTX JIT)"},
    };
    const World world;
    for (const auto& row : rows) {
        auto machine = machine_with(row.driver);
        if (!row.gpu.empty()) machine.gpus = {{.name = row.gpu}};
        const auto judgement = judge(parse_version(row.toolkit), machine, world.view);
        const auto name = row.toolkit + " on " + row.driver + " with " + row.gpu;
        EXPECT_EQ(verdict_text(judgement.verdict), row.verdict) << name;
        EXPECT_EQ(judgement.words, row.words) << name;
    }
}

TEST(Judge, TakesACapabilityForDataCentreWhenAllItsProductsAre) {
    const World world;
    const auto verdict = [&](const std::string& gpu) {
        return judge(parse_version("13.1.1"), machine_with("535.104.05", {gpu}), world.view)
            .verdict;
    };
    EXPECT_EQ(verdict("9.0"), Verdict::forward_compat);
    EXPECT_EQ(verdict("8.9"), Verdict::unsupported);   // RTX 4090 and L4
    EXPECT_EQ(verdict("10.0"), Verdict::unsupported);  // no product known
}

TEST(Judge, AdmitsACompatLibraryOfThisMachineByItsNote) {
    const World world;
    const auto judged = [&](const std::vector<unsigned>& branches, const std::string& cuda) {
        auto machine = machine_with("550.54.15");
        machine.gpus = {{.name = "NVIDIA A100"}};
        machine.compat_libraries = {
            {"/usr/local/cuda-13.1/compat/libcuda.so.1", parse_version(cuda), branches}};
        return judge(parse_version("13.1.1"), machine, world.view);
    };
    const auto admitted = judged({535, 550}, "13.1");
    EXPECT_EQ(admitted.verdict, Verdict::forward_compat);
    EXPECT_EQ(admitted.words,
              "needs driver 590.48.01; runs on 550.54.15 with the compat driver of CUDA 13.1 in "
              "/usr/local/cuda-13.1/compat in front of LD_LIBRARY_PATH");
    EXPECT_EQ(judged({535}, "13.1").verdict, Verdict::unsupported);
    EXPECT_EQ(judged({535, 550}, "13.0").verdict, Verdict::unsupported);
    EXPECT_EQ(judged({}, "13.1").verdict, Verdict::forward_compat) << "no note, another major";
}

TEST(Judge, ComparesDriversAsNumbers) {
    const World world;
    const auto verdict = [&](const std::string& driver) {
        return verdict_text(
            judge(parse_version("13.0.2"), machine_with(driver), world.view).verdict);
    };
    EXPECT_EQ(verdict("580.142"), "native");
    EXPECT_EQ(verdict("580.95.05"), "native");
    EXPECT_EQ(verdict("580.82.07"), "minor-compat");
}

}  // namespace
}  // namespace cudaenv::resolve::test
