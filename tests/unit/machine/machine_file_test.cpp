// SPDX-License-Identifier: Apache-2.0
// A machine that goes through a file is the same machine.
#include <cudaenv/base/error.hpp>
#include <cudaenv/machine/machine_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::machine {
namespace {

using ::testing::StartsWith;

Machine full_machine() {
    Machine machine;
    machine.platform = Platform::linux_sbsa;
    machine.driver = Driver{*find_version("595.71.05"), "/sys/module/nvidia/version"};
    machine.driver->kind = DriverKind::linux_module;
    machine.driver->cuda = find_version("13.2");
    machine.driver->cuda_origin = "NVML";
    machine.driver->module = find_version("595.71.05");
    machine.driver->library = find_version("595.80");
    machine.driver->library_origin = "/usr/lib/libcuda.so.595.80";
    machine.driver->mismatched = true;
    machine.gpus = {{"NVIDIA GH200 480GB", find_version("9.0"), ByteCount{102'625'181'696}, "NVML"},
                    {"", find_version("8.6"), std::nullopt, "--gpu"},
                    {"NVIDIA T4", std::nullopt, std::nullopt, "/proc/driver/nvidia/gpus"}};
    machine.compilers = {
        {CompilerKind::gcc, *find_version("12.2.0"), "/usr/bin/g++", true},
        {CompilerKind::clang, *find_version("16.0.6"), "/usr/bin/clang++-16", false}};
    machine.glibc = find_version("2.36");
    machine.glibc_origin = "this process";
    machine.has_binutils = true;
    machine.has_libc_headers = true;
    machine.is_container = true;
    machine.lacks_devices = true;
    machine.lacks_libcuda = true;
    machine.compat_libraries = {
        {"/usr/local/cuda-12.9/compat/libcuda.so.575.57.08", *find_version("12.9"), {535, 550}}};
    return machine;
}

TEST(MachineFile, GivesTheSameMachineBack) {
    for (const auto kind : {DriverKind::linux_module, DriverKind::windows, DriverKind::tegra}) {
        auto machine = full_machine();
        machine.driver->kind = kind;
        machine.is_wsl = kind == DriverKind::windows;
        const auto text = render_machine(machine);
        const auto read = parse_machine(text, "m.json");
        EXPECT_EQ(render_machine(read), text);
        EXPECT_EQ(read.platform, machine.platform);
        ASSERT_TRUE(read.driver);
        EXPECT_EQ(read.driver->kind, kind);
        EXPECT_EQ(read.driver->version.text(), "595.71.05");
        EXPECT_EQ(read.driver->library->text(), "595.80");
        EXPECT_TRUE(read.driver->mismatched);
        ASSERT_EQ(read.gpus.size(), 3U);
        EXPECT_EQ(read.gpus[0].memory, machine.gpus[0].memory);
        EXPECT_FALSE(read.gpus[2].capability);
        ASSERT_EQ(read.compilers.size(), 2U);
        EXPECT_TRUE(read.compilers[0].is_default);
        EXPECT_EQ(read.compat_libraries.at(0).branches, machine.compat_libraries[0].branches);
        EXPECT_TRUE(read.lacks_devices);
        EXPECT_TRUE(read.lacks_libcuda);
        EXPECT_TRUE(read.is_container);
        EXPECT_EQ(read.is_wsl, machine.is_wsl);
        EXPECT_TRUE(read.has_binutils && read.has_libc_headers);
    }
}

TEST(MachineFile, KnowsAMachineOfWhichNothingIsKnown) {
    const auto text = render_machine(Machine());
    EXPECT_THAT(text, StartsWith(R"({"schema":1,"platform":"linux-x86_64","driver":null,)"));
    const auto read = parse_machine(text, "m.json");
    EXPECT_FALSE(read.driver);
    EXPECT_FALSE(read.glibc);
    EXPECT_EQ(render_machine(read), text);
}

TEST(MachineFile, PassesOverKeysOfANewerProgram) {
    const auto read = parse_machine(
        R"({"schema":1,"platform":"linux-sbsa","moon":"full","gpus":[{"capability":"9.0"}]})",
        "m.json");
    EXPECT_EQ(read.platform, Platform::linux_sbsa);
    EXPECT_EQ(read.gpus.at(0).capability->text(), "9.0");
}

TEST(MachineFile, NamesWhatIsWrongInIt) {
    struct Row {
        std::string text;
        std::string expected;
    };
    const std::string head = R"({"schema":1,"platform":"linux-x86_64",)";
    const std::vector<Row> rows{
        {"", "m.json is no JSON file"},
        {"driver: 550", "m.json is no JSON file"},
        {std::string(100'000, '['), "m.json is no machine: it is nested deeper than 64 levels"},
        {std::string(2U << 20U, ' '), "m.json is no machine: it is larger than 1048576 bytes"},
        {"[]", "m.json: an object is expected"},
        {"{}", "m.json: schema: a number is expected"},
        {R"({"schema":2})", "m.json: schema: 2 is not known here; this cudaenv reads 1"},
        {R"({"schema":1})", "m.json: platform: \"\" is not known"},
        {R"({"schema":1,"platform":"beos"})", "m.json: platform: \"beos\" is not known"},
        {head + R"("driver":"550"})", "m.json: driver: an object is expected"},
        {head + R"("driver":{"kind":"linux"}})", "m.json: driver.version: a version is expected"},
        {head + R"("driver":{"version":"banana","kind":"linux"}})",
         "m.json: driver.version: \"banana\" is no version"},
        {head + R"("driver":{"version":"550.54.15","kind":"beos"}})",
         "m.json: driver.kind: \"beos\" is none of linux, windows, tegra"},
        {head + R"("gpus":{}})", "m.json: gpus: a list is expected"},
        {head + R"("gpus":[{"name":"T4"},{"memory":"big"}]})",
         "m.json: gpus[1].memory: a number is expected"},
        {head + R"("host_compilers":[{"kind":"gcc"}]})",
         "m.json: host_compilers[0].version: a version is expected"},
        {head + R"("host_compilers":[{"kind":"icc","version":"1"}]})",
         "m.json: host_compilers[0].kind: \"icc\" is none of gcc, clang"},
        {head + R"("binutils":"yes"})", "m.json: binutils: true or false is expected"},
        {head + R"("compat_libraries":[{"cuda":"12.9","branches":["x"]}]})",
         "m.json: compat_libraries[0].branches: numbers are expected"},
    };
    for (const auto& row : rows) {
        try {
            static_cast<void>(parse_machine(row.text, "m.json"));
            ADD_FAILURE() << row.text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage) << row.text;
            EXPECT_EQ(error.message(), row.expected);
            EXPECT_EQ(error.cure(), Cure(Advice::describe_machine)) << row.text;
        }
    }
}

}  // namespace
}  // namespace cudaenv::machine
