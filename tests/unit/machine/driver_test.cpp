// SPDX-License-Identifier: Apache-2.0
// The driver of sample trees: plain Linux, WSL, Jetson, and mixed versions.
#include "machine/driver.hpp"

#include "unit/machine/sample_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::machine {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string text_of(const std::optional<Version>& version) {
    return version ? version->text() : std::string();
}

class DetectDriver : public ::testing::Test {
 protected:
    [[nodiscard]] DriverReport report() const {
        return detect_driver(tree.environment(), tree.places());
    }
    [[nodiscard]] std::optional<Driver> driver() const { return report().driver; }

    const SampleTree tree;
};

constexpr const char* kProcVersion =
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.223.02  Sat Oct  7 15:39:11 UTC 2023\n";

TEST_F(DetectDriver, PrefersTheModuleVersionAndSaysWhereItIs) {
    tree.load_module("550.144.03");
    tree.write("proc/driver/nvidia/version", kProcVersion);
    const auto found = driver();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->version.text(), "550.144.03");
    EXPECT_EQ(found->origin, "/sys/module/nvidia/version");
    EXPECT_EQ(found->kind, DriverKind::linux_module);
    EXPECT_EQ(text_of(found->module), "550.144.03");
    EXPECT_FALSE(found->mismatched);
}

TEST_F(DetectDriver, FallsBackToProcWhenTheModuleVersionIsMissingOrOdd) {
    tree.load_module("unknown");
    tree.write("proc/driver/nvidia/version", kProcVersion);
    const auto found = driver();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->version.text(), "470.223.02");
    EXPECT_EQ(found->origin, "/proc/driver/nvidia/version");
}

TEST_F(DetectDriver, AsksNvidiaSmiLast) {
    tree.write_program(
        "usr/bin/nvidia-smi",
        "echo '| NVIDIA-SMI 610.57.04   KMD Version: 610.57.04   CUDA UMD Version: 13.3 |'\n");
    const auto found = driver();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->version.text(), "610.57.04");
    EXPECT_EQ(found->origin, (tree / "usr/bin/nvidia-smi").string());
    EXPECT_EQ(text_of(found->cuda), "13.3");
    EXPECT_EQ(found->cuda_origin, (tree / "usr/bin/nvidia-smi").string());
}

TEST_F(DetectDriver, TakesAFailingNvidiaSmiForNoDriver) {
    tree.write_program("usr/bin/nvidia-smi", "echo 'Driver Version: 565.57.01'; exit 9\n");
    EXPECT_FALSE(driver());
}

TEST_F(DetectDriver, FindsNoneOnAMachineWithoutOne) {
    EXPECT_FALSE(driver());
}

TEST_F(DetectDriver, IsNoneWhereOnlyItsLibrariesAreInstalled) {
    tree.add_libcuda("550.144.03");
    EXPECT_FALSE(driver());
}

TEST_F(DetectDriver, KnowsTheLibraryByItsNameInEveryUsualDirectory) {
    for (const std::string& directory : {SampleTree::multiarch(),
                                         SampleTree::multiarch() + "/nvidia/current",
                                         std::string("usr/lib64"),
                                         std::string("usr/lib"),
                                         std::string("usr/local/nvidia/lib64"),
                                         std::string("run/opengl-driver/lib")}) {
        const SampleTree machine;
        machine.load_module("550.144.03");
        machine.add_libcuda("550.144.03", directory);
        const auto found = detect_driver(machine.environment(), machine.places()).driver;
        ASSERT_TRUE(found);
        EXPECT_EQ(text_of(found->library), "550.144.03") << directory;
        EXPECT_EQ(found->library_origin,
                  (machine / (directory + "/libcuda.so.550.144.03")).string());
        EXPECT_FALSE(found->mismatched);
    }
}

TEST_F(DetectDriver, TakesTheLowerOfModuleAndLibrary) {
    tree.load_module("595.71.05");
    tree.add_libcuda("595.80");
    const auto upgraded = driver();
    ASSERT_TRUE(upgraded);
    EXPECT_TRUE(upgraded->mismatched);
    EXPECT_EQ(upgraded->version.text(), "595.71.05");
    EXPECT_EQ(upgraded->origin, "/sys/module/nvidia/version");
    EXPECT_EQ(text_of(upgraded->module), "595.71.05");
    EXPECT_EQ(text_of(upgraded->library), "595.80");

    tree.load_module("610.43.03");
    const auto behind = driver();
    ASSERT_TRUE(behind);
    EXPECT_TRUE(behind->mismatched);
    EXPECT_EQ(behind->version.text(), "595.80");
    EXPECT_EQ(behind->origin, behind->library_origin);
}

TEST_F(DetectDriver, DoesNotTakeStubsOrCompatLibrariesForTheDrivers) {
    tree.load_module("535.104.05");
    tree.add_libcuda("575.57.08", "usr/local/cuda-12.9/compat");
    tree.write("usr/local/cuda-12.9/lib64/stubs/libcuda.so.1");
    auto environment = tree.environment();
    environment.set("LD_LIBRARY_PATH",
                    (tree / "usr/local/cuda-12.9/compat").string() + ":" +
                        (tree / "usr/local/cuda-12.9/lib64/stubs").string());
    const auto found = detect_driver(environment, tree.places()).driver;
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->library);
    EXPECT_EQ(found->version.text(), "535.104.05");
}

TEST_F(DetectDriver, LearnsTheLibraryFromNvidiaSmisRefusal) {
    tree.load_module("595.71.05");
    tree.write_program("usr/bin/nvidia-smi",
                       "echo 'Failed to initialize NVML: Driver/library version mismatch'\n"
                       "echo 'NVML library version: 595.80'\nexit 18\n");
    const auto found = driver();
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->mismatched);
    EXPECT_EQ(text_of(found->library), "595.80");
    EXPECT_EQ(found->version.text(), "595.71.05");
}

TEST_F(DetectDriver, NumbersAJetsonByItsLinuxForTegra) {
    tree.write("etc/nv_tegra_release",
               "# R36 (release), REVISION: 4.7, GCID: 42132812, BOARD: generic, EABI: aarch64, "
               "DATE: Thu Sep 18 22:54:44 UTC 2025\n");
    tree.write("proc/driver/nvidia/version",
               "NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  540.4.0  Release Build  "
               "(buildbrain@mobile-u64-6336-d8000)  Tue Jan  7 17:35:12 PST 2025\n");
    tree.write("proc/device-tree/compatible", "nvidia,p3768-0000+p3767-0005nvidia,tegra234");
    const auto found = report();
    ASSERT_TRUE(found.driver);
    EXPECT_EQ(found.driver->kind, DriverKind::tegra);
    EXPECT_EQ(found.driver->version.text(), "36.4.7");
    EXPECT_EQ(found.driver->origin, "/etc/nv_tegra_release");
    EXPECT_FALSE(found.driver->module);
    ASSERT_THAT(found.gpus, SizeIs(1));
    EXPECT_EQ(found.gpus[0].name, "Orin");
    EXPECT_EQ(text_of(found.gpus[0].capability), "8.7");
}

TEST_F(DetectDriver, KnowsAJetsonWithoutItsReleaseFile) {
    struct Jetson {
        std::string mark;
        std::string text;
        std::string module;
        std::string release;  ///< empty: no driver is known
    };
    const std::string compatible = "nvidia,p3768-0000+p3767-0005nvidia,tegra234";
    const std::vector<Jetson> rows{
        {"proc/device-tree/compatible", compatible, "35.4.1", "35.4.1"},
        {"proc/device-tree/compatible", compatible, "540.5.0", "36.5"},
        {"proc/device-tree/compatible", compatible, "540.3.0", "36.3"},
        {"sys/devices/soc0/family", "Tegra\n", "34.1.1", "34.1.1"},
        {"sys/devices/soc0/family", "Tegra\n", "unknown", ""},
    };
    for (const auto& row : rows) {
        const SampleTree machine;
        machine.write(row.mark, row.text);
        machine.load_module(row.module);
        const auto found = detect_driver(machine.environment(), machine.places()).driver;
        EXPECT_EQ(found ? found->version.text() : "", row.release) << row.module;
        if (found) {
            EXPECT_EQ(found->kind, DriverKind::tegra) << row.module;
        }
    }
}

TEST_F(DetectDriver, OfAThorIsOneOfTheUsualBranch) {
    tree.write("proc/device-tree/compatible",
               "nvidia,p4071-0000+p3834-0008nvidia,p3834-0008nvidia,tegra264");
    tree.load_module("580.00");
    const auto bare = report();
    ASSERT_TRUE(bare.driver);
    EXPECT_EQ(bare.driver->kind, DriverKind::linux_module);
    EXPECT_EQ(bare.driver->version.text(), "580") << "which is built apart";
    tree.write("etc/nv_tegra_release",
               "# R38 (release), REVISION: 2.0, GCID: 41844464, BOARD: generic, EABI: aarch64, "
               "DATE: Fri Aug 22 00:55:42 UTC 2025\n");
    const auto found = report();
    ASSERT_TRUE(found.driver);
    EXPECT_EQ(found.driver->kind, DriverKind::tegra);
    EXPECT_EQ(found.driver->version.text(), "38.2.0");
    ASSERT_THAT(found.gpus, SizeIs(1));
    EXPECT_EQ(found.gpus[0].name, "Thor");
    EXPECT_EQ(text_of(found.gpus[0].capability), "11.0");
}

TEST_F(DetectDriver, LacksLibcudaWhereNvidiaSmiFindsNone) {
    tree.load_module("470.57.02");
    tree.write_program("usr/bin/nvidia-smi",
                       "echo '| NVIDIA-SMI 470.57.02    Driver Version: 470.57.02    CUDA Version: "
                       "N/A      |'\n");
    const auto found = report();
    ASSERT_TRUE(found.driver);
    EXPECT_TRUE(found.lacks_libcuda);
    EXPECT_FALSE(found.driver->cuda);
}

TEST_F(DetectDriver, LacksNothingWhereNvidiaSmiShowsAVersionOrNone) {
    for (const std::string banner :
         {"Driver Version: 470.57.02    CUDA Version: 11.4", "Driver Version: 361.42"}) {
        const SampleTree machine;
        machine.load_module("470.57.02");
        machine.write_program("usr/bin/nvidia-smi", "echo '" + banner + "'\n");
        EXPECT_FALSE(detect_driver(machine.environment(), machine.places()).lacks_libcuda)
            << banner;
    }
}

TEST_F(DetectDriver, IsAskedWithoutCompatLibrariesInFront) {
    tree.load_module("535.104.05");
    tree.write_program("usr/bin/nvidia-smi",
                       "case $LD_LIBRARY_PATH in *compat*) cuda=12.9;; *) cuda=12.2;; esac\n"
                       "echo \"Driver Version: 535.104.05  CUDA Version: $cuda\"\n");
    auto environment = tree.environment();
    environment.set("LD_LIBRARY_PATH", "/usr/local/cuda-12.9/compat:/opt/lib");
    const auto found = detect_driver(environment, tree.places()).driver;
    ASSERT_TRUE(found);
    EXPECT_EQ(text_of(found->cuda), "12.2");
}

TEST_F(DetectDriver, OfWindowsNeedNotSayWhichCudaItRuns) {
    tree.write("proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n");
    tree.write_program(
        "usr/lib/wsl/lib/nvidia-smi",
        "echo '| NVIDIA-SMI 550.76.01   Driver Version: 552.22   CUDA Version: ERR! |'\n");
    const auto found = report();
    ASSERT_TRUE(found.driver);
    EXPECT_EQ(found.driver->kind, DriverKind::windows);
    EXPECT_EQ(found.driver->version.text(), "552.22");
    EXPECT_FALSE(found.driver->cuda);
    EXPECT_FALSE(found.lacks_libcuda);
}

TEST_F(DetectDriver, IsTheOneOfWindowsInWsl) {
    for (const std::string mark : {"usr/lib/wsl/lib/libdxcore.so", "proc/sys/kernel/osrelease"}) {
        const SampleTree machine;
        machine.write(mark, "5.15.167.4-microsoft-standard-WSL2\n");
        machine.write_program(
            "usr/lib/wsl/lib/nvidia-smi",
            "echo '| NVIDIA-SMI 615.71.08   KMD Version: 616.92   CUDA UMD Version: 13.4 |'\n");
        const auto found = detect_driver(Environment(), machine.places()).driver;
        ASSERT_TRUE(found) << mark;
        EXPECT_EQ(found->kind, DriverKind::windows) << mark;
        EXPECT_EQ(found->version.text(), "616.92") << mark;
        EXPECT_EQ(text_of(found->cuda), "13.4") << mark;
        EXPECT_EQ(found->origin, (machine / "usr/lib/wsl/lib/nvidia-smi").string()) << mark;
    }
}

TEST_F(DetectDriver, TakesTheNamesOfGpusFromProc) {
    tree.load_module("550.144.03");
    tree.write("proc/driver/nvidia/gpus/0000:3b:00.0/information",
               "Model: \t\t NVIDIA A100-SXM4-40GB\nIRQ:   \t\t 230\nGPU UUID: \t "
               "GPU-0f4b\nBus Type: \t PCIe\nDevice Minor: \t 1\nGPU Excluded:\t No\n");
    tree.write("proc/driver/nvidia/gpus/0000:18:00.0/information",
               "Model: \t\t NVIDIA GeForce RTX 3090\n");
    tree.write("proc/driver/nvidia/gpus/0000:5e:00.0/information",
               "Model: \t\t NVIDIA T4\nGPU Excluded:\t Yes\n");
    tree.write("proc/driver/nvidia/gpus/0000:86:00.0/information", "Model: \t\t Unknown\n");
    const auto gpus = report().gpus;
    ASSERT_THAT(gpus, SizeIs(2));
    EXPECT_EQ(gpus[0].name, "NVIDIA GeForce RTX 3090");
    EXPECT_EQ(gpus[1].name, "NVIDIA A100-SXM4-40GB");
    EXPECT_EQ(gpus[1].origin, "/proc/driver/nvidia/gpus");
    EXPECT_FALSE(gpus[1].capability);
}

TEST_F(DetectDriver, HasNoGpusWithoutFiles) {
    tree.load_module("550.144.03");
    EXPECT_THAT(report().gpus, IsEmpty());
}

}  // namespace
}  // namespace cudaenv::machine
