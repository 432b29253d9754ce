// SPDX-License-Identifier: Apache-2.0
// Overrides, and the facts gathered from a sample tree.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/machine/machine.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>

namespace cudaenv::machine {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DetectMachine : public ::testing::Test {
 protected:
    void write(const std::string& relative, const std::string& text = {}) {
        const auto path = root_ / relative;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    void write_program(const std::string& relative) {
        write(relative, "#!/bin/sh\n");
        fs::permissions(root_ / relative, fs::perms::owner_all);
    }
    Machine detect(const Environment::Map& variables = {}) {
        Environment environment(variables);
        environment.set("PATH", (root_ / "usr/bin").string());
        return detect_machine(environment, environment_overrides(environment), {root_.path()});
    }
    std::vector<std::string> gpus(const std::string& text) {
        std::vector<std::string> texts;
        for (const auto& gpu : capabilities(detect({{"CUDAENV_GPU", text}})))
            texts.push_back(gpu.text());
        return texts;
    }
    /// The error of a malformed override.
    Error failure(const Environment::Map& variables) {
        try {
            detect(variables);
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "no error"};
    }
    const test::TempDir root_;
};

TEST_F(DetectMachine, FindsNothingInAnEmptyTree) {
    const auto machine = detect();
    EXPECT_EQ(machine.platform, host_platform());
    EXPECT_FALSE(machine.driver);
    EXPECT_THAT(machine.gpus, IsEmpty());
    EXPECT_THAT(machine.compilers, IsEmpty());
    EXPECT_FALSE(machine.glibc);
    EXPECT_FALSE(machine.has_binutils);
    EXPECT_FALSE(machine.has_libc_headers);
}

TEST_F(DetectMachine, NeedsBothAssemblerAndLinker) {
    write_program("usr/bin/as");
    EXPECT_FALSE(detect().has_binutils);
    write_program("usr/bin/ld");
    EXPECT_TRUE(detect().has_binutils);
}

TEST_F(DetectMachine, NeedsHeadersAndStartFilesToLink) {
    write("usr/include/stdio.h");
    EXPECT_FALSE(detect().has_libc_headers);
    const std::string triplet(gnu_triplet(host_platform()));
    for (const auto& directory :
         {"usr/lib/" + triplet, std::string("usr/lib64"), std::string("usr/lib")}) {
        write(directory + "/crt1.o");
        EXPECT_TRUE(detect().has_libc_headers) << directory;
        fs::remove(root_ / (directory + "/crt1.o"));
    }
    write("usr/lib64/crt1.o");
    fs::remove(root_ / "usr/include/stdio.h");
    EXPECT_FALSE(detect().has_libc_headers);
}

TEST_F(DetectMachine, AssumesTheDriverItIsGiven) {
    write("sys/module/nvidia/version", "550.144.03\n");
    EXPECT_EQ(detect().driver->version.text(), "550.144.03");
    const auto machine = detect({{"CUDAENV_DRIVER", "460.80"}});
    ASSERT_TRUE(machine.driver);
    EXPECT_EQ(machine.driver->version.text(), "460.80");
    EXPECT_EQ(machine.driver->origin, "CUDAENV_DRIVER");
    EXPECT_EQ(detect({{"CUDAENV_DRIVER", "615"}}).driver->version.text(), "615");
    EXPECT_FALSE(detect({{"CUDAENV_DRIVER", "none"}}).driver);
    EXPECT_TRUE(detect({{"CUDAENV_DRIVER", ""}}).driver);
}

TEST_F(DetectMachine, TakesTheDriverOfAJetsonForOne) {
    for (const auto& [number, release] : {std::pair{"540.4.0", "36.4"}, std::pair{"540", "36"}}) {
        const auto driver = detect({{"CUDAENV_DRIVER", number}}).driver;
        ASSERT_TRUE(driver) << number;
        EXPECT_EQ(driver->kind, DriverKind::tegra) << number;
        EXPECT_EQ(driver->version.text(), release) << number;
    }
}

TEST_F(DetectMachine, RejectsADriverThatIsNone) {
    for (const std::string text : {"banana", "550.54.15rc1", "12.4", "550..54", "-1"}) {
        const auto error = failure({{"CUDAENV_DRIVER", text}});
        EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
        EXPECT_THAT(error.message(), HasSubstr("CUDAENV_DRIVER: \"" + text + "\"")) << text;
        EXPECT_THAT(error.hint(), HasSubstr("550.54.15")) << text;
        EXPECT_THAT(error.hint(), HasSubstr("none")) << text;
    }
}

TEST_F(DetectMachine, AcceptsEveryWayToWriteAComputeCapability) {
    EXPECT_THAT(gpus("8.6"), ElementsAre("8.6"));
    EXPECT_THAT(gpus("86"), ElementsAre("8.6"));
    EXPECT_THAT(gpus("sm_86"), ElementsAre("8.6"));
    EXPECT_THAT(gpus("compute_90"), ElementsAre("9.0"));
    EXPECT_THAT(gpus("sm_90a"), ElementsAre("9.0"));
    EXPECT_THAT(gpus("sm_120f"), ElementsAre("12.0"));
    EXPECT_THAT(gpus("13.0"), ElementsAre("13.0"));
    EXPECT_THAT(gpus("none"), IsEmpty());
}

TEST_F(DetectMachine, SortsSeveralGpusNewestFirst) {
    EXPECT_THAT(gpus("7.0, 8.6,sm_100,86"), ElementsAre("10.0", "8.6", "7.0"));
}

TEST_F(DetectMachine, RejectsWhatIsNoComputeCapability) {
    for (const std::string text :
         {"99", "8", "8.60.1", "sm_", "sm_1", "8.6,", "86a", "12345", "4.0", "x", "A100;rm"}) {
        const auto error = failure({{"CUDAENV_GPU", text}});
        EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
        EXPECT_THAT(error.message(), HasSubstr("CUDAENV_GPU: ")) << text;
        EXPECT_THAT(error.hint(), HasSubstr("\"8.6\", \"86\", \"sm_86\", \"RTX 3090\"")) << text;
    }
}

TEST_F(DetectMachine, TakesNamesOfGpusAsTheyAre) {
    const auto gpus = detect({{"CUDAENV_GPU", "RTX 4090, 8.6,4060 Ti"}}).gpus;
    ASSERT_THAT(gpus, SizeIs(3));
    EXPECT_EQ(gpus[0].name, "RTX 4090");
    EXPECT_FALSE(gpus[0].capability);
    EXPECT_EQ(gpus[0].origin, "CUDAENV_GPU");
    EXPECT_EQ(gpus[1].name, "");
    EXPECT_EQ(gpus[2].name, "4060 Ti");
}

TEST_F(DetectMachine, LacksDevicesInAContainerThatWasGivenNone) {
    write("sys/module/nvidia/version", "550.144.03\n");
    EXPECT_FALSE(detect().is_container);
    EXPECT_FALSE(detect().lacks_devices);
    write(".dockerenv");
    EXPECT_TRUE(detect().is_container);
    EXPECT_TRUE(detect().lacks_devices);
    EXPECT_FALSE(detect({{"CUDAENV_DRIVER", "550"}}).lacks_devices);
    write("dev/nvidia0");
    EXPECT_FALSE(detect().lacks_devices);
}

TEST_F(DetectMachine, KnowsAContainerByAnyOfItsMarks) {
    for (const std::string file : {"run/.containerenv", "run/systemd/container"}) {
        write(file);
        EXPECT_TRUE(detect().is_container) << file;
        fs::remove(root_ / file);
    }
    write("proc/1/cgroup", "0::/\n");
    EXPECT_FALSE(detect().is_container);
    write("proc/1/cgroup", "12:devices:/kubepods/burstable/pod1234/abcd\n");
    EXPECT_TRUE(detect().is_container);
    fs::remove(root_ / "proc/1/cgroup");
    EXPECT_TRUE(detect({{"container", "podman"}}).is_container);
}

TEST_F(DetectMachine, KnowsWsl) {
    EXPECT_FALSE(detect().is_wsl);
    write("proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n");
    EXPECT_TRUE(detect().is_wsl);
}

}  // namespace
}  // namespace cudaenv::machine
