// SPDX-License-Identifier: Apache-2.0
// Reading the driver version from real samples and from sample trees.
#include "support/temp_dir.hpp"

#include <cudaenv/machine/driver.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace cudaenv::machine {
namespace {

namespace fs = std::filesystem;

struct Row {
    std::string name;
    std::string text;
    std::string expected;  ///< empty: no version
};

std::string text_of(const std::optional<Version>& version) {
    return version ? version->text() : std::string();
}

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

void write_program(const fs::path& path, const std::string& script) {
    write(path, "#!/bin/sh\n" + script);
    fs::permissions(path, fs::perms::owner_all);
}

TEST(ModuleVersion, IsOneLine) {
    const std::vector<Row> rows{
        {"data centre driver", "550.144.03\n", "550.144.03"},
        {"two numbers", "460.80\n", "460.80"},
        {"no line end", "615.71.09", "615.71.09"},
        {"empty", "\n", ""},
        {"not a number", "unknown\n", ""},
        {"a branch is no driver", "550\n", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(text_of(parse_module_version(row.text)), row.expected) << row.name;
    }
}

TEST(ProcVersion, ReadsTheFirstLineOfEveryKindOfModule) {
    const std::vector<Row> rows{
        {"proprietary",
         "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.223.02  Sat Oct  7 15:39:11 UTC "
         "2023\n",
         "470.223.02"},
        {"with a compiler line",
         "NVRM version: NVIDIA UNIX x86_64 Kernel Module  450.119.03  Mon Mar 29 17:51:27 UTC "
         "2021\n"
         "GCC version:  gcc version 9.3.0 (Ubuntu 9.3.0-17ubuntu1~20.04)\n",
         "450.119.03"},
        {"two numbers",
         "NVRM version: NVIDIA UNIX x86_64 Kernel Module  410.48  Thu Sep  6 06:36:33 CDT 2018\n",
         "410.48"},
        {"open module",
         "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.144.03  Release Build  "
         "(dvs-builder@U16-I3-D08-1-2)  Mon Dec 30 17:26:13 UTC 2024\n",
         "550.144.03"},
        {"open module, newer builder",
         "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build  "
         "(dvs-builder@U22-I3-B17-02-5)  Tue Sep 23 09:55:41 UTC 2025\n",
         "580.95.05"},
        {"DKMS build without a date",
         "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  610.43.03  Release Build  "
         "(root@archlinux)\n",
         "610.43.03"},
        {"a compiler line without a version",
         "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  615.71.09  Release Build  "
         "(notroot@)  Sat Oct  3 18:52:37 UTC 2026\nGCC version:  Selected multilib: .;@m64\n",
         "615.71.09"},
        {"Jetson",
         "NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  540.4.0  Release Build  "
         "(buildbrain@mobile-u64-6336-d8000)  Tue Jan  7 17:35:12 PST 2025\n"
         "GCC version:  collect2: error: ld returned 1 exit status\n",
         "540.4.0"},
        {"kernel log", "NVRM: loading NVIDIA UNIX x86_64 Kernel Module  460.67 \n", "460.67"},
        {"only the first line counts", "something else\nKernel Module  460.67\n", ""},
        {"cut off", "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64", ""},
        {"empty", "", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(text_of(parse_proc_version(row.text)), row.expected) << row.name;
    }
}

TEST(SmiBanner, KnowsBothWordings) {
    const std::vector<Row> rows{
        {"before R610",
         "| NVIDIA-SMI 565.57.01     Driver Version: 565.57.01     CUDA Version: 12.7     |",
         "565.57.01"},
        {"from R610",
         "| NVIDIA-SMI 610.57.04    KMD Version: 610.57.04     CUDA UMD Version: 13.3     |",
         "610.57.04"},
        {"before R410", "| NVIDIA-SMI 361.42     Driver Version: 361.42     |", "361.42"},
        {"failure",
         "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
         ""},
        {"cut off", "Driver Version:", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(text_of(parse_smi_banner(row.text)), row.expected) << row.name;
    }
}

TEST(DetectDriver, PrefersTheModuleVersionAndSaysWhereItIs) {
    const test::TempDir root;
    write(root / "sys/module/nvidia/version", "550.144.03\n");
    write(root / "proc/driver/nvidia/version",
          "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.223.02  Sat Oct  7 2023\n");
    const auto driver = detect_driver(Environment(), root.path());
    ASSERT_TRUE(driver);
    EXPECT_EQ(driver->version.text(), "550.144.03");
    EXPECT_EQ(driver->origin, "/sys/module/nvidia/version");
}

TEST(DetectDriver, FallsBackToProcWhenTheModuleVersionIsMissingOrOdd) {
    const test::TempDir root;
    write(root / "sys/module/nvidia/version", "unknown\n");
    write(root / "proc/driver/nvidia/version",
          "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.223.02  Sat Oct  7 2023\n");
    const auto driver = detect_driver(Environment(), root.path());
    ASSERT_TRUE(driver);
    EXPECT_EQ(driver->version.text(), "470.223.02");
    EXPECT_EQ(driver->origin, "/proc/driver/nvidia/version");
}

TEST(DetectDriver, AsksNvidiaSmiLast) {
    const test::TempDir root;
    write_program(
        root / "bin/nvidia-smi",
        "echo '| NVIDIA-SMI 610.57.04   KMD Version: 610.57.04   CUDA UMD Version: 13.3 |'\n");
    const Environment environment({{"PATH", (root / "bin").string()}});
    const auto driver = detect_driver(environment, root.path());
    ASSERT_TRUE(driver);
    EXPECT_EQ(driver->version.text(), "610.57.04");
    EXPECT_EQ(driver->origin, (root / "bin/nvidia-smi").string());
}

TEST(DetectDriver, TakesAFailingNvidiaSmiForNoDriver) {
    const test::TempDir root;
    write_program(root / "bin/nvidia-smi", "echo 'Driver Version: 565.57.01'; exit 9\n");
    const Environment environment({{"PATH", (root / "bin").string()}});
    EXPECT_FALSE(detect_driver(environment, root.path()));
}

TEST(DetectDriver, FindsNoneOnAMachineWithoutOne) {
    const test::TempDir root;
    EXPECT_FALSE(detect_driver(Environment(), root.path()));
}

TEST(DetectDriver, DoesNotTakeAJetsonsNumberForADesktopDriver) {
    const test::TempDir marked;
    write(marked / "etc/nv_tegra_release",
          "# R36 (release), REVISION: 4.7, GCID: 42132812, BOARD: generic, EABI: aarch64, "
          "DATE: Thu Sep 18 22:54:44 UTC 2025\n");
    write(marked / "sys/module/nvidia/version", "540.4.0\n");
    EXPECT_FALSE(detect_driver(Environment(), marked.path()));

    const test::TempDir unmarked;
    write(unmarked / "proc/device-tree/compatible", "nvidia,p3768-0000+p3767-0005");
    write(unmarked / "sys/module/nvidia/version", "580.95.05\n");
    EXPECT_TRUE(detect_driver(Environment(), unmarked.path()));
    write(unmarked / "proc/device-tree/compatible", "nvidia,p3768-0000+p3767-0005nvidia,tegra234");
    EXPECT_FALSE(detect_driver(Environment(), unmarked.path()));
}

TEST(DetectDriver, DoesNotTakeTheWindowsDriverOfWslForALinuxOne) {
    const std::string banner =
        "echo '| NVIDIA-SMI 615.71.08   KMD Version: 616.92   CUDA UMD Version: 13.4 |'\n";
    for (const std::string mark : {"usr/lib/wsl/lib/libdxcore.so", "proc/sys/kernel/osrelease"}) {
        const test::TempDir root;
        write(root / mark, "5.15.167.4-microsoft-standard-WSL2\n");
        write_program(root / "usr/lib/wsl/lib/nvidia-smi", banner);
        const Environment environment({{"PATH", (root / "usr/lib/wsl/lib").string()}});
        EXPECT_FALSE(detect_driver(environment, root.path())) << mark;
    }
}

}  // namespace
}  // namespace cudaenv::machine
