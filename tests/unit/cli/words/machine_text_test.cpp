// SPDX-License-Identifier: Apache-2.0
// What `cudaenv machine` prints, word by word.
#include "cli/words/machine_text.hpp"

#include "unit/cli/text_of.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using machine::Driver;
using machine::DriverKind;
using machine::Machine;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Machine workstation() {
    Machine machine;
    machine.driver = Driver{*find_version("550.144.03"), "/sys/module/nvidia/version"};
    machine.driver->cuda = find_version("12.4");
    machine.driver->cuda_origin = "NVML";
    machine.gpus = {
        {"NVIDIA GeForce RTX 3090", find_version("8.6"), ByteCount{25'769'803'776}, "NVML"}};
    machine.compilers = {
        {CompilerKind::gcc, *find_version("12.2.0"), "/usr/bin/g++", true},
        {CompilerKind::clang, *find_version("14.0.6"), "/usr/bin/clang++-14", false}};
    machine.compat_libraries = {
        {"/usr/local/cuda-12.9/compat/libcuda.so.575.57.08", *find_version("12.9"), {535, 550}}};
    machine.glibc = find_version("2.36");
    machine.glibc_origin = "this process";
    machine.has_binutils = true;
    machine.has_libc_headers = true;
    return machine;
}

/// As a table that knows JetPack 6, and nothing of other drivers but `cuda`, says it.
std::vector<std::string> facts(const Machine& machine, const char* cuda = nullptr) {
    catalog::DriverTable drivers;
    if (cuda != nullptr) drivers.branches = {{550, parse_version(cuda)}};
    drivers.jetpacks = {{parse_version("6.0"), parse_version("36"), parse_version("12.2"), {}, {}}};
    return render_facts(machine, resolve::known_driver(machine, drivers));
}

TEST(MachineText, IsOneAlignedLineForEachFact) {
    EXPECT_EQ(text_of(facts(workstation())),
              "driver 550.144.03         runs CUDA up to 12.4             "
              "/sys/module/nvidia/version, NVML\n"
              "NVIDIA GeForce RTX 3090   compute capability 8.6, 24 GiB   NVML\n"
              "gcc 12.2.0                host compiler, the default       /usr/bin/g++\n"
              "clang 14.0.6              host compiler                    /usr/bin/clang++-14\n"
              "cuda-compat 12.9          on driver branches 535, 550      "
              "/usr/local/cuda-12.9/compat/libcuda.so.575.57.08\n"
              "glibc 2.36                as and ld, libc headers          this process\n"
              "linux-x86_64\n"
              "the driver (nvidia-smi) limits which CUDA programs run; the toolkit (nvcc) makes "
              "them, and "
              "may be any that is not newer\n");
}

TEST(MachineText, NeedsNoDriver) {
    const auto text = text_of(facts(Machine()));
    EXPECT_THAT(text,
                StartsWith("no NVIDIA driver   toolkits compile here, their programs run "
                           "elsewhere\nno GPU known\nno host compiler\n"));
    EXPECT_THAT(text, Not(HasSubstr("note:")));
}

TEST(MachineText, TakesTheTablesWordWhereTheDriverSaidNone) {
    auto machine = workstation();
    machine.driver->cuda = std::nullopt;
    EXPECT_THAT(text_of(facts(machine, "12.4")), HasSubstr("runs CUDA up to 12.4"));
    EXPECT_THAT(text_of(facts(machine)), HasSubstr("CUDA version not known"));
}

TEST(MachineText, SaysWhenModuleAndLibraryDiffer) {
    auto machine = workstation();
    machine.driver->module = find_version("595.71.05");
    machine.driver->library = find_version("595.80");
    machine.driver->library_origin = "/usr/lib64/libcuda.so.595.80";
    machine.driver->mismatched = true;
    EXPECT_THAT(
        text_of(facts(machine)),
        HasSubstr("note: the loaded kernel module is 595.71.05 but the user library is 595.80 "
                  "(/usr/lib64/libcuda.so.595.80): CUDA programs fail until they match, "
                  "which a restart brings about; 550.144.03 is what counts here\n"));
    machine.driver->library = std::nullopt;
    EXPECT_THAT(
        text_of(facts(machine)),
        HasSubstr("note: the loaded kernel module and the user library are not of one version "
                  "(NVML says so)"));
}

TEST(MachineText, NamesWindowsJetsonsAndContainersWithoutAGpu) {
    auto machine = workstation();
    machine.driver->kind = DriverKind::windows;
    machine.is_wsl = true;
    EXPECT_THAT(text_of(facts(machine)), StartsWith("Windows driver 550.144.03 "));
    EXPECT_THAT(text_of(facts(machine)), HasSubstr("note: this is WSL"));

    machine = workstation();
    machine.driver->kind = DriverKind::tegra;
    machine.driver->version = *find_version("36.4.7");
    EXPECT_THAT(text_of(facts(machine)), StartsWith("JetPack 6 (L4T 36.4.7) "));
    EXPECT_THAT(text_of(facts(machine)), HasSubstr("note: this is a Jetson"));

    machine = workstation();
    machine.is_container = true;
    machine.lacks_devices = true;
    EXPECT_THAT(text_of(facts(machine)), HasSubstr("no GPU was given to this container"));
    EXPECT_THAT(text_of(facts(machine)), HasSubstr("linux-x86_64              in a container\n"));
}

}  // namespace
}  // namespace cudaenv::cli
