// SPDX-License-Identifier: Apache-2.0
// How one release runs on a machine, in words.
#include "unit/resolve/world.hpp"

#include <cudaenv/explain/judgement.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::explain {
namespace {

using resolve::judge;
using resolve::test::machine_with;
using resolve::test::World;

TEST(JudgementWords, SayHowItRunsAndWhatItNeeds) {
    struct Row {
        std::string toolkit;
        std::string driver;
        std::vector<std::string> gpus;
        std::string words;
    };
    const std::vector<Row> rows{
        {"12.4.1", "550.144.03", {}, "native on driver 550.144.03"},
        {"13.4.3", "615.71.09", {"12.0"}, "native on driver 615.71.09"},
        {"11.2.2",
         "460.27.04",
         {},
         "native on driver 460.27.04 (NVIDIA names 460.32.03 for 11.2.2)"},
        {"11.2.0", "460.27.04", {}, "native on driver 460.27.04"},
        {"11.2.2", "460.80", {}, "native on driver 460.80"},
        {"13.0.3", "580", {}, "native on a driver of branch 580"},
        {"13.1.0",
         "580",
         {},
         "needs driver 590.44.01; runs on branch 580 in minor-version compatibility (no PTX JIT)"},
        {"12.9.2",
         "550.144.03",
         {},
         "needs driver 575.51.03; runs on 550.144.03 in minor-version compatibility (no PTX JIT)"},
        {"13.0.2", "550.144.03", {}, "needs driver 580.65.06: compiles here, runs elsewhere"},
        {"12.4.1",
         "none",
         {},
         "no driver here: compiles here, runs where the driver is 550.54.14 or newer"},
        {"13.5.0", "none", {}, "no driver here: compiles here"},
        {"13.5.0",
         "615.71.09",
         {},
         "the driver that it needs is not known; driver 615.71.09 runs CUDA 13 in minor-version "
         "compatibility (no PTX JIT)"},
        {"13.5.0",
         "550.144.03",
         {},
         "the driver that it needs is not known; minor-version compatibility needs driver "
         "580.65.06"},
        {"14.0.0", "615.71.09", {}, "the driver that it needs is not known"},
        {"13.0.2",
         "580.159.04",
         {"7.0"},
         "no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"},
        {"13.0.2",
         "580.159.04",
         {"8.6", "7.0"},
         "native on driver 580.159.04; no code for compute capability 7.0 (Volta), whose last CUDA "
         "is 12.9: runs on the other GPUs of this machine"},
        {"11.4.4",
         "450.80.02",
         {"9.0", "7.0"},
         "needs driver 470.42.01; runs on 450.80.02 in minor-version compatibility (no PTX JIT); "
         "no machine code for compute capability 9.0 (Hopper), whose first CUDA is 11.8: runs on "
         "the other GPUs of this machine"},
        {"11.2.2",
         "550.144.03",
         {"8.6", "9.0"},
         "native on driver 550.144.03; no machine code for compute capability 9.0 (Hopper), "
         "whose first CUDA is "
         "11.8, only PTX that the driver compiles"},
        {"11.4.4",
         "450.80.02",
         {"9.0"},
         "no machine code for compute capability 9.0 (Hopper), whose first CUDA is 11.8, and this "
         "driver is too old to "
         "compile its PTX (needs 470.42.01)"},
    };
    const World world;
    for (const auto& row : rows) {
        const auto judgement =
            judge(parse_version(row.toolkit), machine_with(row.driver, row.gpus), world.catalog);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(words(judgement), row.words) << name;
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
    std::string words;
};

void expect_judgements(machine::DriverKind kind, const std::vector<KindRow>& rows) {
    const World world;
    for (const auto& row : rows) {
        const auto judgement = judge(
            parse_version(row.toolkit), machine_of_kind(kind, row.driver, row.cuda), world.catalog);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(words(judgement), row.words) << name;
    }
}

TEST(JudgementWords, OfAWindowsDriverNameTheCudaThatItRuns) {
    expect_judgements(
        machine::DriverKind::windows,
        {{"12.6.3",
          "566.36",
          "12.7",
          "native on Windows driver 566.36, which runs CUDA up to 12.7"},
         {"12.9.2",
          "566.36",
          "12.7",
          "needs a Windows driver for CUDA 12.9; runs on 566.36 (CUDA 12.7) in minor-version "
          "compatibility (no PTX JIT)"},
         {"13.0.2",
          "566.36",
          "12.7",
          "needs a Windows driver for CUDA 13.0; Windows driver 566.36 runs CUDA up to 12.7"},
         {"10.2.89",
          "419.17",
          "10.1",
          "needs a Windows driver for CUDA 10.2; Windows driver 419.17 runs CUDA up to 10.1"},
         {"13.5.0",
          "630.10",
          "13.5",
          "native on Windows driver 630.10, which runs CUDA up to 13.5"},
         {"12.6.3",
          "361.42",
          "",
          "Windows driver 361.42 could not be asked which CUDA it runs (nvidia-smi shows it): "
          "compiles here"}});
}

TEST(JudgementWords, OfAJetsonNameItsJetpack) {
    expect_judgements(
        machine::DriverKind::tegra,
        {{"11.4.4", "35.4.1", "", "native on JetPack 5 (L4T 35.4.1), which runs CUDA up to 11.4"},
         {"12.2.2",
          "35.4.1",
          "",
          "newer than JetPack 5 (L4T 35.4.1) runs by itself (CUDA 11.4); runs with NVIDIA's "
          "cuda-compat-12-2 package in front of LD_LIBRARY_PATH"},
         {"12.3.2",
          "35.4.1",
          "",
          "needs JetPack 6.1; JetPack 5 (L4T 35.4.1) runs CUDA up to 11.4 and has no compat "
          "package "
          "for 12.3"},
         {"12.6.3",
          "36.4.7",
          "12.6",
          "native on JetPack 6 (L4T 36.4.7), which runs CUDA up to 12.6"},
         {"13.5.0",
          "39.0",
          "",
          "needs a newer JetPack than any that is known; JetPack 7 (L4T 39.0) runs CUDA up to "
          "13.2 and has no compat package for 13.5"},
         {"10.2.89",
          "32.7.1",
          "",
          "Linux for Tegra 32.7.1 could not be asked which CUDA it runs (nvidia-smi shows it): "
          "compiles here"}});
}

TEST(JudgementWords, NameACompatPackageAndWhatBarsIt) {
    struct Row {
        std::string toolkit;
        std::string driver;
        std::string gpu;
        std::string words;
    };
    const std::string needs = "needs driver 590.44.01";
    const std::vector<Row> rows{
        {"13.1.1",
         "535.104.05",
         "NVIDIA A100",
         needs + "; runs on 535.104.05 with NVIDIA's cuda-compat-13-1 package in front of "
                 "LD_LIBRARY_PATH"},
        {"13.1.1",
         "535.104.05",
         "GeForce RTX 4090",
         needs + ": compiles here, runs elsewhere; forward compatibility works on data-centre GPUs "
                 "only, and GeForce RTX 4090 is not known as one (CUDA error 804)"},
        {"13.1.1",
         "535.104.05",
         "",
         needs + ": compiles here, runs elsewhere; forward compatibility works on data-centre GPUs "
                 "only, and which GPU is here is not known (--gpu says it)"},
        {"13.1.1", "550.54.15", "NVIDIA A100", needs + ": compiles here, runs elsewhere"},
        {"13.1.1",
         "580.65.06",
         "NVIDIA A100",
         needs + "; runs on 580.65.06 in minor-version compatibility (no PTX JIT)"},
    };
    const World world;
    for (const auto& row : rows) {
        auto machine = machine_with(row.driver);
        if (!row.gpu.empty()) machine.gpus = {{.name = row.gpu}};
        const auto judgement = judge(parse_version(row.toolkit), machine, world.catalog);
        const auto name = row.toolkit + " on " + row.driver + " with " + row.gpu;
        EXPECT_EQ(words(judgement), row.words) << name;
    }
}

TEST(JudgementWords, NameACompatDriverOfThisMachine) {
    const World world;
    auto machine = machine_with("550.54.15");
    machine.gpus = {{.name = "NVIDIA A100"}};
    machine.compat_libraries = {
        {"/usr/local/cuda-13.1/compat/libcuda.so.1", parse_version("13.1"), {535, 550}}};
    EXPECT_EQ(words(judge(parse_version("13.1.1"), machine, world.catalog)),
              "needs driver 590.44.01; runs on 550.54.15 with the compat driver of CUDA 13.1 in "
              "/usr/local/cuda-13.1/compat in front of LD_LIBRARY_PATH");
}

TEST(NeedWords, NameWhatToGet) {
    EXPECT_EQ(words(resolve::LinuxDriver{parse_version("550.54.15")}), "driver 550.54.15");
    EXPECT_EQ(words(resolve::WindowsDriver{parse_version("13.0")}),
              "a Windows driver for CUDA 13.0");
    EXPECT_EQ(words(resolve::Jetpack{"7.2"}), "JetPack 7.2");
    EXPECT_EQ(words(resolve::UnknownJetpack{}), "a newer JetPack than any that is known");
}

TEST(RunWords, SayHowAChosenToolkitRuns) {
    const World world;
    const auto runs = [&](const char* toolkit, const machine::Machine& machine) {
        return run_words(judge(parse_version(toolkit), machine, world.catalog));
    };
    EXPECT_EQ(runs("11.2.2", machine_with("460.80")), "runs natively on driver 460.80");
    EXPECT_EQ(runs("11.8.0", machine_with("460.80")),
              "runs in minor-version compatibility on driver 460.80");
    EXPECT_EQ(runs("12.4.1", machine_with("460.80")), "compiles here, runs on other machines");
    EXPECT_EQ(runs("12.4.1", machine_with("none")),
              "compiles here (no driver); its programs need driver 550.54.14 or newer");
    EXPECT_EQ(runs("13.5.0", machine_with("none")), "compiles here (no driver)");
    auto a100 = machine_with("535.104.05");
    a100.gpus = {{.name = "NVIDIA A100"}};
    EXPECT_EQ(runs("13.1.1", a100), "runs with forward compatibility on driver 535.104.05");
    EXPECT_EQ(runs("12.6.3", machine_of_kind(machine::DriverKind::windows, "566.36", "12.7")),
              "runs natively on Windows driver 566.36");
}

}  // namespace
}  // namespace cudaenv::explain
