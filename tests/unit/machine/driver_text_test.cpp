// SPDX-License-Identifier: Apache-2.0
// Reading versions from real samples.
#include "machine/driver.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::machine {
namespace {

struct Row {
    std::string name;
    std::string text;
    std::string expected;  ///< empty: no version
};

std::string text_of(const std::optional<Version>& version) {
    return version ? version->text() : std::string();
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
        {"H100 in a container, built by Nix without a date",
         "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build  "
         "(nixbld@)  \nGCC version:  gcc version 15.3.0 (GCC) \n",
         "580.159.04"},
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

TEST(SmiBanner, TellsDriverAndCudaInBothWordings) {
    struct Banner {
        std::string name;
        std::string text;
        std::string driver;
        std::string cuda;
    };
    const std::vector<Banner> rows{
        {"before R610",
         "| NVIDIA-SMI 565.57.01     Driver Version: 565.57.01     CUDA Version: 12.7     |",
         "565.57.01",
         "12.7"},
        {"from R610",
         "| NVIDIA-SMI 610.57.04    KMD Version: 610.57.04     CUDA UMD Version: 13.3     |",
         "610.57.04",
         "13.3"},
        {"WSL",
         "NVIDIA-SMI 565.77.01  Driver Version: 566.36  CUDA Version: 12.7",
         "566.36",
         "12.7"},
        {"WSL from R610",
         "NVIDIA-SMI 615.71.08  KMD Version: 616.92  CUDA UMD Version: 13.4",
         "616.92",
         "13.4"},
        {"before R410", "| NVIDIA-SMI 361.42     Driver Version: 361.42     |", "361.42", ""},
        {"failure",
         "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
         "",
         ""},
        {"no CUDA", "Driver Version: 550.54.15   CUDA Version: N/A", "550.54.15", ""},
        {"cut off", "Driver Version:", "", ""},
    };
    for (const auto& row : rows) {
        const auto banner = parse_smi_banner(row.text);
        EXPECT_EQ(text_of(banner.driver), row.driver) << row.name;
        EXPECT_EQ(text_of(banner.cuda), row.cuda) << row.name;
        EXPECT_FALSE(banner.mismatched) << row.name;
    }
}

TEST(SmiBanner, TellsThatThereIsNoLibcuda) {
    const auto lacks = [](const char* text) { return parse_smi_banner(text).lacks_libcuda; };
    EXPECT_TRUE(
        lacks("| NVIDIA-SMI 525.85.05    Driver Version: 525.85.05    CUDA Version: N/A  |"));
    EXPECT_TRUE(
        lacks("| NVIDIA-SMI 610.57.04    KMD Version: 610.57.04     CUDA UMD Version: N/A |"));
    EXPECT_FALSE(lacks("Driver Version: 552.22   CUDA Version: ERR!"));
    EXPECT_FALSE(lacks("Driver Version: 361.42"));
    EXPECT_FALSE(lacks("Driver Version: 550.54.15   CUDA Version: 12.4"));
}

TEST(SmiBanner, TellsAMismatch) {
    const auto banner = parse_smi_banner(
        "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: "
        "595.80\n");
    EXPECT_TRUE(banner.mismatched);
    EXPECT_EQ(text_of(banner.library), "595.80");
    EXPECT_FALSE(banner.driver);
}

TEST(TegraRelease, IsTheFirstLine) {
    const std::vector<Row> rows{
        {"JetPack 5.0.2",
         "# R35 (release), REVISION: 1.0, GCID: 31346300, BOARD: t186ref, EABI: aarch64, DATE: Thu "
         "Aug 25 18:41:45 UTC 2022\n",
         "35.1.0"},
        {"JetPack 5.1.2",
         "# R35 (release), REVISION: 4.1, GCID: 33958178, BOARD: t186ref, EABI: aarch64, DATE: Tue "
         "Aug  1 19:57:35 UTC 2023\n",
         "35.4.1"},
        {"JetPack 6.0",
         "# R36 (release), REVISION: 3.0, GCID: 36923193, BOARD: generic, EABI: aarch64, DATE: Fri "
         "Jul 19 23:24:25 UTC 2024\n",
         "36.3.0"},
        {"JetPack 6.2",
         "# R36 (release), REVISION: 4.7, GCID: 42132812, BOARD: generic, EABI: aarch64, DATE: Thu "
         "Sep 18 22:54:44 UTC 2025\n# KERNEL_VARIANT: oot\nTARGET_USERSPACE_LIB_DIR=nvidia\n"
         "TARGET_USERSPACE_LIB_DIR_PATH=usr/lib/aarch64-linux-gnu/nvidia\n",
         "36.4.7"},
        {"JetPack 7.0",
         "# R38 (release), REVISION: 2.0, GCID: 41844464, BOARD: generic, EABI: aarch64, DATE: Fri "
         "Aug 22 00:55:42 UTC 2025\n",
         "38.2.0"},
        {"another file", "hello\n", ""},
        {"cut off", "# R36 (release), REVISION:", ""},
        {"empty", "", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(text_of(parse_tegra_release(row.text)), row.expected) << row.name;
    }
}

}  // namespace
}  // namespace cudaenv::machine
