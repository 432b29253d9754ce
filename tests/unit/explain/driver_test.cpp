// SPDX-License-Identifier: Apache-2.0
// What `cudaenv current` says about the driver and the toolkit.
#include "support/fake_catalog.hpp"

#include <cudaenv/explain/driver.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using machine::DriverKind;
using testing::HasSubstr;

class DriverWords : public testing::Test {
 protected:
    DriverWords() {
        add_toolkit("11.2.2", "460.32.03");
        add_toolkit("12.4.0", "550.54.14");
        add_toolkit("12.4.1", "550.54.15");
        add_toolkit("12.9.1", "575.57.08");
        add_toolkit("13.0.2", "580.95.05");
        drivers.floors = {{11, parse_version("450.80.02"), {}},
                          {12, parse_version("525.60.13"), {}},
                          {13, parse_version("580.65.06"), {}}};
        drivers.branches = {{460, parse_version("11.2")}, {550, parse_version("12.4")}};
        catalog::GpuRow hopper;
        hopper.capability = parse_version("9.0");
        hopper.architecture = "Hopper";
        hopper.first_toolkit = parse_version("11.8");
        gpus.rows = {hopper};
        catalog::GpuProduct h100;
        h100.capability = hopper.capability;
        h100.names = {"NVIDIA H100"};
        h100.data_center = true;
        gpus.products = {h100};
        drivers.jetpacks = {
            {parse_version("6.0"),
             parse_version("36"),
             parse_version("12.2"),
             {parse_version("12.4")},
             {}},
            {parse_version("7.2"), parse_version("39"), parse_version("13.2"), {}, {}},
        };
    }

    void add_toolkit(const char* toolkit, const char* min_driver) {
        catalog::DriverRow row;
        row.toolkit = parse_version(toolkit);
        row.min_driver = parse_version(min_driver);
        drivers.rows.push_back(row);
    }

    static machine::Machine with_driver(const char* version,
                                        DriverKind kind = DriverKind::linux_module) {
        machine::Machine machine;
        machine.driver = machine::Driver{parse_version(version), "--driver", kind};
        return machine;
    }

    [[nodiscard]] std::string sentence(const machine::Machine& machine, const char* toolkit) const {
        return driver_sentence(resolve::known_driver(machine, drivers),
                               resolve::judge(parse_version(toolkit), machine, catalog));
    }
    [[nodiscard]] std::string sentence(const machine::Machine& machine) const {
        return driver_sentence(resolve::known_driver(machine, drivers), std::nullopt);
    }
    [[nodiscard]] std::string name(const machine::Machine& machine) const {
        return driver_name(resolve::known_driver(machine, drivers));
    }

    test::FakeCatalog catalog;
    catalog::DriverTable& drivers = catalog.driver_table;
    catalog::GpuTable& gpus = catalog.gpu_table;
};

TEST_F(DriverWords, SaysThatAnOlderToolkitIsFine) {
    EXPECT_EQ(sentence(with_driver("550.144.03"), "11.2.2"),
              "can run CUDA up to 12.4 (the number nvidia-smi shows); 11.2.2 is fine on it");
}

TEST_F(DriverWords, SaysWhatMinorVersionCompatibilityMeans) {
    EXPECT_EQ(
        sentence(with_driver("550.144.03"), "12.9.1"),
        "can run CUDA up to 12.4 (the number nvidia-smi shows); 12.9.1 is newer than that and "
        "runs in minor-version compatibility: build for your GPU (nvcc -arch=sm_XX), the "
        "driver does not compile its PTX");
}

TEST_F(DriverWords, SaysWhichDriverATooNewToolkitNeeds) {
    EXPECT_EQ(sentence(with_driver("460.80"), "13.0.2"),
              "can run CUDA up to 11.2 (the number nvidia-smi shows); 13.0.2 is too new for it "
              "(needs driver 580.95.05): it compiles here, its programs run elsewhere");
}

TEST_F(DriverWords, SaysThatALaterUpdateOfTheSameCudaIsFine) {
    EXPECT_EQ(sentence(with_driver("550.54.14"), "12.4.1"),
              "can run CUDA up to 12.4 (the number nvidia-smi shows); 12.4.1 is fine on it");
}

TEST_F(DriverWords, NamesABranchAsOne) {
    EXPECT_EQ(name(with_driver("550")), "a driver of branch 550");
    EXPECT_EQ(sentence(with_driver("550"), "12.4.1"),
              "can run CUDA up to 12.4 (the number nvidia-smi shows); 12.4.1 is fine on it");
}

TEST_F(DriverWords, SaysThatNothingRunsWithoutLibcuda) {
    auto machine = with_driver("550.144.03");
    machine.lacks_libcuda = true;
    EXPECT_EQ(sentence(machine, "12.4.1"),
              "is here without its libcuda, so that no CUDA program runs on it");
}

TEST_F(DriverWords, SaysThatTheNumberOfAWindowsDriverTells) {
    EXPECT_EQ(sentence(with_driver("552.22", DriverKind::windows), "12.4.1"),
              "can run CUDA up to 12.4 (by its number: nvidia-smi does not say); 12.4.1 is fine on "
              "it");
}

TEST_F(DriverWords, SaysWhatCarriesATooNewToolkitForward) {
    auto machine = with_driver("550.144.03");
    machine.gpus = {{.name = "NVIDIA H100", .capability = parse_version("9.0")}};
    machine.compat_libraries = {
        {"/opt/cuda/compat/libcuda.so.580.95.05", parse_version("13.0"), {550}}};
    EXPECT_EQ(sentence(machine, "13.0.2"),
              "can run CUDA up to 12.4 (the number nvidia-smi shows); 13.0.2: needs driver "
              "580.95.05; runs on 550.144.03 with the compat driver of CUDA 13.0 in "
              "/opt/cuda/compat in front of LD_LIBRARY_PATH");
}

TEST_F(DriverWords, SaysWhatATooNewToolkitNeedsOfWindows) {
    auto machine = with_driver("566.36", DriverKind::windows);
    machine.driver->cuda = parse_version("12.7");
    EXPECT_EQ(sentence(machine, "13.0.2"),
              "can run CUDA up to 12.7 (the number nvidia-smi shows); 13.0.2 is too new for it "
              "(needs a Windows driver for CUDA 13.0): it compiles here, its programs run "
              "elsewhere");
    EXPECT_THAT(sentence(machine, "12.9.1"),
                HasSubstr("12.9.1 is newer than that and runs in minor-version compatibility"));
    EXPECT_THAT(sentence(machine, "12.4.1"), HasSubstr("12.4.1 is fine on it"));
}

TEST_F(DriverWords, SaysWhatATooNewToolkitNeedsOfAJetson) {
    auto machine = with_driver("36.4.7", DriverKind::tegra);
    machine.driver->cuda = parse_version("12.2");
    EXPECT_EQ(sentence(machine, "13.0.2"),
              "can run CUDA up to 12.2 (the number nvidia-smi shows); 13.0.2 is too new for it "
              "(needs JetPack 7.2): it compiles here, its programs run elsewhere");
    EXPECT_THAT(sentence(machine, "12.4.1"),
                HasSubstr("12.4.1: newer than JetPack 6 (L4T 36.4.7) runs by itself (CUDA 12.2); "
                          "runs with NVIDIA's cuda-compat-12-4 package"));
}

TEST_F(DriverWords, SaysWhenAGpuAndNotTheDriverIsInTheWay) {
    auto machine = with_driver("450.80.02");
    machine.gpus = {{.capability = parse_version("9.0")}};
    EXPECT_THAT(
        sentence(machine, "11.2.2"),
        HasSubstr("11.2.2: no machine code for compute capability 9.0 (Hopper), whose first "
                  "CUDA is 11.8, and this driver is too old to compile its PTX (needs "
                  "460.32.03)"));
}

TEST_F(DriverWords, SaysWhatAGpuLacks) {
    auto machine = with_driver("550.144.03");
    machine.gpus = {{.capability = parse_version("9.0")}};
    EXPECT_THAT(sentence(machine, "11.2.2"), HasSubstr("11.2.2: "));
    EXPECT_THAT(sentence(machine, "11.2.2"), HasSubstr("compute capability 9.0 (Hopper)"));
}

TEST_F(DriverWords, SaysWhatProgramsNeedWhereNoDriverIs) {
    EXPECT_EQ(name(machine::Machine{}), "no NVIDIA driver");
    EXPECT_EQ(sentence(machine::Machine{}, "11.2.2"),
              "programs compile here and run where the driver is 460.32.03 or newer");
    EXPECT_EQ(sentence(machine::Machine{}),
              "programs compile here and run on a machine with a driver");
}

TEST_F(DriverWords, BelievesTheDriverMoreThanTheTable) {
    auto machine = with_driver("550.144.03");
    machine.driver->cuda = parse_version("12.6");
    EXPECT_THAT(sentence(machine),
                HasSubstr("can run CUDA up to 12.6 (the number nvidia-smi shows)"));
}

TEST_F(DriverWords, TellsTheKindOfADriverAndThatNobodyKnowsItsCuda) {
    const auto windows = with_driver("361.42", DriverKind::windows);
    EXPECT_EQ(name(windows), "Windows driver 361.42");
    EXPECT_EQ(sentence(windows), "does not say which CUDA it can run");
    EXPECT_EQ(name(with_driver("36.4.7", DriverKind::tegra)), "JetPack 6 (L4T 36.4.7)");
}

TEST_F(DriverWords, NameEveryGpu) {
    EXPECT_EQ(gpu_name({.name = "NVIDIA H100", .capability = parse_version("9.0")}), "NVIDIA H100");
    EXPECT_EQ(gpu_name({.capability = parse_version("8.6")}), "compute capability 8.6");
    EXPECT_EQ(gpu_name({}), "an unknown GPU");
}

}  // namespace
}  // namespace cudaenv::explain
